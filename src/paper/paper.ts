import type { Language } from '../domain/category.js';

/** Several entries of one cell stand under each other. */
export type Cell = string | readonly string[];

/** What letters, copies and notices are made of, before they become text, HTML, Markdown or PDF. */
export type Block =
  | {
      readonly kind: 'heading';
      readonly text: string;
      readonly newPage?: boolean;
      /** Lets the table of contents and other pages lead here. */
      readonly anchor?: string;
    }
  | { readonly kind: 'subheading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'small'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'facts'; readonly rows: readonly (readonly [term: string, value: string])[] }
  | {
      readonly kind: 'table';
      readonly columns: readonly string[];
      readonly rows: readonly (readonly Cell[])[];
    }
  | { readonly kind: 'link'; readonly href: string }
  /** Ways to other files that lie beside this one. */
  | {
      readonly kind: 'links';
      readonly label: string;
      readonly items: readonly { readonly href: string; readonly text: string }[];
    }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'signature'; readonly lines: readonly string[] }
  /** In a frame of its own, so that it is not read past. */
  | { readonly kind: 'callout'; readonly blocks: readonly Block[] };

export interface Paper {
  readonly language: Language;
  readonly subject: string;
  readonly title: string;
  /** Who writes, first the name. */
  readonly sender: readonly string[];
  readonly addressee: string | null;
  readonly date: string | null;
  /** What the table of contents is called; a paper without one has none. */
  readonly contents?: string;
  readonly blocks: readonly Block[];
}

export const heading = (text: string, anchor?: string): Block =>
  anchor === undefined ? { kind: 'heading', text } : { kind: 'heading', text, anchor };
export const subheading = (text: string): Block => ({ kind: 'subheading', text });
export const paragraph = (text: string): Block => ({ kind: 'paragraph', text });
export const entries = (cell: Cell): readonly string[] => (typeof cell === 'string' ? [cell] : cell);

/** The headings a table of contents leads to. */
export const anchored = (blocks: readonly Block[]) =>
  blocks.flatMap((block) =>
    block.kind === 'heading' && block.anchor !== undefined
      ? [{ text: block.text, anchor: block.anchor }]
      : [],
  );

/** Where a value leads that is nothing but a web or e-mail address. */
export function hrefOf(value: string): string | null {
  if (/^https:\/\/\S+$/.test(value)) return value;
  return /^[^\s@<>]+@[^\s@<>]+$/.test(value) ? `mailto:${value}` : null;
}
