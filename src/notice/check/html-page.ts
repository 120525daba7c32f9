import { TokenizerMode } from 'parse5';
import type { NoticeLine } from './notice-line.js';

/** What a reader of the page does not read as part of the notice. */
const UNREAD = new Set(['nav', 'footer', 'aside', 'button', 'select', 'svg']);
/** Elements whose content is no text of the page, and how it is read past. */
export const RAW = new Map([
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

/** What the tags and the letters of a page amount to, line by line. */
export class HtmlPage {
  readonly lines: NoticeLine[] = [];
  private text: string[] = [];
  private heading = 0;
  private row: string[] | null = null;
  private inCell = false;
  private term: string | null = null;
  private bullet = false;
  private readonly unread: string[] = [];

  open(tag: string): void {
    if (UNREAD.has(tag) || RAW.has(tag)) this.unread.push(tag);
    if (this.unread.length > 0) return;
    if (/^h[1-6]$/.test(tag)) {
      this.leaveRow();
      this.heading = Number(tag[1]);
    } else if (tag === 'table') this.leaveRow();
    else if (tag === 'tr') {
      this.endRow();
      this.row = [];
    } else if (tag === 'td' || tag === 'th') this.startCell();
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
    else if (tag === 'td' || tag === 'th') this.endCell();
    else if (tag === 'tr' || tag === 'table') this.endRow();
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
    this.inCell = false;
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

  private startCell(): void {
    this.endCell();
    this.inCell = this.row !== null;
  }

  private endCell(): void {
    if (!this.row) return this.flush();
    const text = this.taken();
    if (this.inCell || text !== '') this.row.push(text);
    this.inCell = false;
  }

  private endRow(): void {
    if (!this.row) return this.flush();
    this.endCell();
    const [first = '', ...rest] = this.row;
    const cells = rest.filter((cell) => cell !== '');
    this.row = null;
    if (first !== '') this.line(first, cells);
    // A margin before the heading and its clause.
    else if (cells.length > 1) this.line(cells[0]!, cells.slice(1));
    // A page ended inside the clause of the row above, and here it goes on.
    else if (this.lines.at(-1)?.level === 0) this.line('', cells);
    else if (cells.length > 0) this.lines.push({ label: null, text: cells.join(' ') });
  }

  private line(label: string, cells: readonly string[]): void {
    if (label === '' && cells.length === 0) return;
    this.lines.push({ label, text: cells.join(' '), level: 0, ends: true });
  }
}
