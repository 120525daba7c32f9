import { htmlLines } from './html-lines.js';
import { hasMarkup } from './markup.js';
import { type NoticeLine, textLines } from './notice-line.js';
import { pdfLines } from './pdf-lines.js';
import { UnreadableNotice } from './unreadable-notice.js';

export const MOST_BYTES = 10 * 1024 * 1024;
/** Longer than any notice; a page whose text is longer is something else. */
const MOST_TEXT = 400_000;
const MOST_LINES = 5000;

export interface ReadNotice {
  readonly lines: readonly NoticeLine[];
  /** Markup stands in the text where a reader sees it. */
  readonly residue: boolean;
}

/** Reads a notice as it was published: plain text, Markdown, an HTML page or a PDF. */
export async function readNotice(bytes: Uint8Array, fileName: string): Promise<ReadNotice> {
  if (bytes.length > MOST_BYTES) throw new UnreadableNotice('is larger than 10 MB');
  const { lines, residue } = isPdf(bytes)
    ? { lines: await pdfLines(bytes), residue: false }
    : fromText(decoded(bytes), /\.x?html?$/i.test(fileName));
  const read = { lines: lines.map(composed), residue };
  if (read.lines.length > MOST_LINES) throw new UnreadableNotice('holds more lines than a notice');
  let length = 0;
  let letters = 0;
  for (const { label, text } of read.lines) {
    length += (label?.length ?? 0) + text.length;
    if (length > MOST_TEXT) throw new UnreadableNotice('holds more text than a notice');
    letters += `${label ?? ''}${text}`.match(/\p{L}/gu)?.length ?? 0;
  }
  if (letters === 0) throw new UnreadableNotice('holds no words');
  return read;
}

function fromText(text: string, namedPage: boolean): ReadNotice {
  const start = text.slice(0, 4000).toLowerCase();
  if (namedPage || /<!doctype html|<html[\s>]|<body[\s>]|<head[\s>]/.test(start)) {
    const lines = htmlLines(text);
    return { lines, residue: lines.some((line) => hasMarkup(line.text)) };
  }
  if (text.length > 2 * MOST_TEXT) throw new UnreadableNotice('holds more text than a notice');
  return { lines: textLines(text), residue: hasMarkup(text) };
}

/** Some programs write ä as a and two dots; everything that looks for words expects one letter. */
const composed = ({ label, text, ...line }: NoticeLine): NoticeLine => ({
  ...line,
  label: label?.normalize('NFC') ?? null,
  text: text.normalize('NFC'),
});

const isPdf = (bytes: Uint8Array) =>
  Buffer.from(bytes.subarray(0, 1024)).toString('latin1').includes('%PDF-');

/** UTF-8, UTF-16 with its mark, or what Windows wrote before; bytes that are no text are refused. */
function decoded(bytes: Uint8Array): string {
  if (bytes.length === 0) throw new UnreadableNotice('is empty');
  const utf16 =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : null;
  const text = utf16 ? new TextDecoder(utf16).decode(bytes) : utf8(bytes);
  // oxlint-disable-next-line no-control-regex -- control characters are what tells binary files from text
  if (/[\u0000-\u0008\u000E-\u001A\u001C-\u001F]/.test(text)) throw new UnreadableNotice('is no text');
  if (text.trim() === '') throw new UnreadableNotice('is empty');
  return text;
}

function utf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const text = new TextDecoder('windows-1252').decode(bytes);
    const strange = text.match(/[\u0080-\u009F\u00A1-\u00BF]/g)?.length ?? 0;
    if (strange > text.length / 20) throw new UnreadableNotice('is no text');
    return text;
  }
}
