import { type Block, type Cell, entries, type Paper } from './paper.js';

/** The plain text part of a mail: complete, and readable without any program that understands markup. */
export function paperText({ sender, addressee, date, title, blocks }: Paper): string {
  const head = [sender.join('\n'), [addressee, date].filter((line) => line !== null).join('\n')];
  const parts = [...head, underlined(title, '='), ...blocks.map(blockText)];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return underlined(block.text, '-');
    case 'subheading':
    case 'paragraph':
    case 'small':
      return block.text;
    case 'code':
      return `    ${block.text}`;
    case 'list':
      return block.items.map((item) => `- ${item}`).join('\n');
    case 'facts':
      return block.rows.map(([term, value]) => `${term}: ${value}`).join('\n');
    case 'table':
      return block.rows.map((row) => rowText(block.columns, row)).join('\n');
    case 'link':
      return block.href;
    case 'links':
      return block.items.map(({ href, text }) => `- ${text}: ${href}`).join('\n');
    case 'signature':
      return block.lines.join('\n');
    case 'callout':
      return block.blocks.map(blockText).join('\n\n');
  }
}

function rowText(columns: readonly string[], row: Extract<Block, { kind: 'table' }>['rows'][number]): string {
  const [first, ...rest] = row.map(cellText);
  return [`- ${first}`, ...rest.map((text, index) => `  ${columns[index + 1]}: ${text}`)].join('\n');
}

/** Sentences follow each other; anything else is told apart by a semicolon. */
const cellText = (cell: Cell) => entries(cell).join('; ').replaceAll('.; ', '. ');

const underlined = (text: string, line: string) => `${text}\n${line.repeat(text.length)}`;
