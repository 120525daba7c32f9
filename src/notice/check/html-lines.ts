import { type Token, Tokenizer, TokenizerMode } from 'parse5';
import type { NoticeLine } from './notice-line.js';

/** What a reader of the page does not read as part of the notice. */
const UNREAD = new Set(['nav', 'footer', 'aside', 'button', 'select', 'svg']);
const RAW = new Map([
  ['script', TokenizerMode.SCRIPT_DATA],
  ['style', TokenizerMode.RAWTEXT],
  ['noscript', TokenizerMode.RAWTEXT],
  ['iframe', TokenizerMode.RAWTEXT],
  ['textarea', TokenizerMode.RCDATA],
  ['title', TokenizerMode.RCDATA],
]);
const BREAKS = new Set(
  'p div br hr ul ol li table thead tbody tr section article header main blockquote dl address'.split(' '),
);

/**
 * An HTML page as lines. Reads the tokens only: a tree of a page made to harm would take time that grows with its
 * square, and a notice needs no tree.
 */
export function htmlLines(html: string): NoticeLine[] {
  const page = new Page();
  const tokenizer: Tokenizer = new Tokenizer(
    {},
    {
      onStartTag: (token) => {
        page.open(token.tagName);
        const mode = RAW.get(token.tagName);
        if (mode === undefined) return;
        tokenizer.state = mode;
        tokenizer.lastStartTagName = token.tagName;
      },
      onEndTag: (token) => page.close(token.tagName),
      onCharacter: (token: Token.CharacterToken) => page.write(token.chars),
      onWhitespaceCharacter: () => page.write(' '),
      onNullCharacter: () => undefined,
      onComment: () => undefined,
      onDoctype: () => undefined,
      onEof: () => page.end(),
    },
  );
  tokenizer.write(html, true);
  return page.lines;
}

class Page {
  readonly lines: NoticeLine[] = [];
  private text: string[] = [];
  private heading = 0;
  private row: string[] | null = null;
  private term: string | null = null;
  private bullet = false;
  private readonly unread: string[] = [];

  open(tag: string): void {
    if (UNREAD.has(tag) || RAW.has(tag)) this.unread.push(tag);
    if (this.unread.length > 0) return;
    if (/^h[1-6]$/.test(tag)) {
      this.leaveRow();
      this.heading = Number(tag[1]);
    } else if (tag === 'tr') {
      this.leaveRow();
      this.row = [];
    } else if (tag === 'td' || tag === 'th') this.cell();
    else if (tag === 'dt' || tag === 'dd') this.flush();
    else if (BREAKS.has(tag)) {
      this.flush();
      this.bullet = tag === 'li';
    }
  }

  close(tag: string): void {
    if (this.unread.length > 0) {
      const at = this.unread.lastIndexOf(tag);
      if (at >= 0) this.unread.length = at;
      return;
    }
    if (/^h[1-6]$/.test(tag)) this.endHeading();
    else if (tag === 'td' || tag === 'th') this.cell();
    else if (tag === 'tr') this.endRow();
    else if (tag === 'dt') this.endTerm();
    else if (BREAKS.has(tag) || tag === 'dd') this.flush();
  }

  write(chars: string): void {
    if (this.unread.length === 0) this.text.push(chars);
  }

  end(): void {
    if (this.heading > 0) this.endHeading();
    if (this.row) this.endRow();
    this.flush();
  }

  private taken(): string {
    const text = this.text.join('').replace(/\s+/g, ' ').trim();
    this.text = [];
    return text;
  }

  private flush(): void {
    if (this.heading > 0) return;
    if (this.row) {
      // A paragraph ends inside its cell, and the cell goes on.
      if (this.text.length > 0) this.text.push(' ');
      return;
    }
    const text = this.taken();
    if (text !== '') {
      this.lines.push(
        this.term === null
          ? { label: null, text: this.bullet ? `- ${text}` : text }
          : { label: this.term, text, level: 0, ends: true },
      );
      this.term = null;
    }
    this.bullet = false;
  }

  /** A heading or a row inside a cell: the table lays out the page, and its cells are plain text. */
  private leaveRow(): void {
    if (this.heading > 0) this.endHeading();
    if (this.row) this.text.unshift(`${this.row.join(' ')} `);
    this.row = null;
    this.flush();
  }

  private endHeading(): void {
    const label = this.taken();
    if (label !== '') this.lines.push({ label, text: '', level: this.heading });
    this.heading = 0;
  }

  private endTerm(): void {
    const term = this.taken();
    if (term !== '') this.term = term;
  }

  private cell(): void {
    const text = this.taken();
    if (text !== '' || this.row?.length) this.row?.push(text);
  }

  private endRow(): void {
    if (!this.row) return this.flush();
    this.cell();
    const [label = '', ...cells] = this.row;
    this.row = null;
    if (label !== '' || cells.some((cell) => cell !== '')) {
      this.lines.push({ label, text: cells.filter((cell) => cell !== '').join(' '), level: 0, ends: true });
    }
  }
}
