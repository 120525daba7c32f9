import type { Language } from '../domain/category.js';
import { type Block, heading, type Paper, paragraph } from './paper.js';

/** The reverse of `paperText`, for letters of which only the text was kept: a table stays the lines it was written as. */
export function paperOfText(language: Language, subject: string, text: string): Paper {
  const parts = text.trimEnd().split('\n\n');
  const at = parts.findIndex((part) => underlined(part, '='));
  const [sender = '', ...address] = parts.slice(0, Math.max(at, 0));
  return {
    language,
    subject,
    title: underlined(parts[at] ?? '', '=') ?? subject,
    sender: sender.split('\n'),
    addressee: address.join('\n') || null,
    date: null,
    blocks: parts.slice(at + 1).map(block),
  };
}

function block(part: string): Block {
  const title = underlined(part, '-');
  return title === null ? paragraph(part) : heading(title);
}

function underlined(part: string, sign: string): string | null {
  const [title = '', line = '', ...more] = part.split('\n');
  return title !== '' && more.length === 0 && line === sign.repeat(title.length) ? title : null;
}
