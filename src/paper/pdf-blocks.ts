import type { Block } from './paper.js';
import type { PdfFlow } from './pdf-flow.js';
import { STYLES, type Style } from './pdf-style.js';
import { printTable } from './pdf-table.js';
import { measuredTable, type MeasuredTable, type TableStyles } from './pdf-table-layout.js';

const AFTER = 8;
const INDENT = 13;
const FACTS: TableStyles = {
  head: STYLES.columnHead,
  first: STYLES.muted,
  rest: STYLES.body,
  firstWidth: 150,
};
const HEADINGS = {
  title: { tag: 'H1', style: STYLES.title, before: 0 },
  heading: { tag: 'H2', style: STYLES.heading, before: 13 },
  subheading: { tag: 'H3', style: STYLES.subheading, before: 5 },
} as const;

export function pdfBlocks(flow: PdfFlow, blocks: readonly Block[]): void {
  blocks.forEach((block, index) => {
    flow.keep(together(flow, blocks, index));
    pdfBlock(flow, block);
  });
}

/** What must stay with a block on its page: a heading is followed by something, an introduction by its table, and the small print stands alone on no page. */
function together(flow: PdfFlow, blocks: readonly Block[], index: number): number {
  const block = blocks[index];
  const { width } = flow.column;
  switch (block?.kind) {
    case 'heading':
    case 'subheading': {
      const { style, before } = HEADINGS[block.kind];
      const height = flow.type.lines(block.text, style, width).length * style.leading;
      return before + height + together(flow, blocks, index + 1);
    }
    case 'paragraph': {
      const height = flow.type.lines(block.text, STYLES.body, width).length * STYLES.body.leading + AFTER;
      const next = blocks[index + 1]?.kind;
      const leads =
        (next === 'table' && height < 80) ||
        (next === 'list' && block.text.endsWith(':')) ||
        (next === 'small' && height < 80);
      return leads ? height + together(flow, blocks, index + 1) : Math.min(height, 32);
    }
    case 'facts':
    case 'table':
      return measured(flow, block).together;
    case 'callout':
      return Math.min(frameHeight(flow, block.blocks), 420);
    case 'signature': {
      const height = block.lines.length * STYLES.body.leading + AFTER;
      return blocks[index + 1]?.kind === 'small' ? height + together(flow, blocks, index + 1) : height;
    }
    case 'small':
      return flow.type.lines(block.text, STYLES.small, width).length * STYLES.small.leading + 6;
    default:
      return block === undefined ? 0 : 2 * STYLES.body.leading;
  }
}

function pdfBlock(flow: PdfFlow, block: Block): void {
  switch (block.kind) {
    case 'heading':
      if (block.newPage) flow.turnPage();
      return pdfHeading(flow, 'heading', block.text);
    case 'subheading':
      return pdfHeading(flow, 'subheading', block.text);
    case 'paragraph':
      return pdfParagraph(flow, block.text, STYLES.body);
    case 'small':
      flow.space(6);
      return pdfParagraph(flow, block.text, STYLES.small);
    case 'code':
      return pdfParagraph(flow, block.text, STYLES.code);
    case 'list':
      return pdfList(flow, block.items);
    case 'facts':
    case 'table':
      printTable(flow, measured(flow, block));
      return flow.space(AFTER + 3);
    case 'link':
      return pdfLink(flow, block.href);
    case 'links':
      return pdfList(
        flow,
        block.items.map(({ text }) => text),
      );
    case 'signature':
      flow.space(AFTER);
      return pdfParagraph(flow, block.lines.join('\n'), STYLES.body);
    case 'callout':
      flow.frame(() => pdfBlocks(flow, block.blocks));
      return flow.space(AFTER + 3);
  }
}

export function pdfHeading(flow: PdfFlow, level: keyof typeof HEADINGS, text: string): void {
  const { tag, style, before } = HEADINGS[level];
  flow.space(before);
  if (level === 'heading') flow.document.outline.addItem(flow.type.printable(text, style));
  flow.element(tag, (element) => flow.lines(element, flow.type.lines(text, style, flow.column.width), style));
  flow.space(3);
}

export function pdfParagraph(flow: PdfFlow, text: string, style: Style): void {
  flow.element('P', (element) => flow.lines(element, flow.type.lines(text, style, flow.column.width), style));
  flow.space(AFTER);
}

function pdfList(flow: PdfFlow, items: readonly string[]): void {
  const style = STYLES.body;
  const { x, width } = flow.column;
  flow.element('L', () => {
    for (const item of items) {
      const lines = flow.type.lines(item, style, width - INDENT);
      flow.keep(style.leading * Math.min(2, lines.length));
      flow.element('LI', () =>
        flow.element('LBody', (body) => flow.lines(body, lines, style, { x: x + INDENT, bulletAt: x + 2 })),
      );
      flow.space(1.5);
    }
  });
  flow.space(AFTER - 1.5);
}

function pdfLink(flow: PdfFlow, href: string): void {
  const style = { ...STYLES.body, colour: '#0b5a7d' };
  const { x, width } = flow.column;
  flow.element('P', () =>
    flow.element('Link', (link) => {
      const lines = flow.type.lines(href, style, width);
      flow.keep(lines.length * style.leading);
      const top = flow.y;
      flow.lines(link, lines, style);
      const options = { structParent: link, Contents: new String(href) };
      flow.document.link(x, top, width, flow.y - top, href, options as object);
    }),
  );
  flow.space(AFTER);
}

function measured(flow: PdfFlow, block: Extract<Block, { kind: 'facts' | 'table' }>): MeasuredTable {
  return block.kind === 'facts'
    ? measuredTable(flow, [], block.rows, FACTS)
    : measuredTable(flow, block.columns, block.rows);
}

/** About how high a frame will be, to keep a short one on one page. */
function frameHeight(flow: PdfFlow, blocks: readonly Block[]): number {
  const height = (text: string) =>
    flow.type.lines(text, STYLES.body, flow.column.width - 28).length * STYLES.body.leading;
  return blocks.reduce((sum, block) => {
    if (block.kind === 'list')
      return sum + block.items.reduce((all, item) => all + height(item) + 1.5, AFTER);
    return sum + ('text' in block ? height(block.text) + AFTER : 0);
  }, 24);
}
