import { type Block, type Cell, entries, hrefOf, type Paper } from './paper.js';

/** CommonMark with tables, for a site that builds its pages from Markdown. */
export function paperMarkdown({ title, sender, addressee, date, blocks }: Paper): string {
  const [name = '', ...lines] = sender.map(escaped);
  const parts = [
    `# ${inline(title)}`,
    broken([`**${name}**`, ...lines]),
    [addressee, date]
      .filter((line) => line !== null)
      .map(escaped)
      .join('\n\n'),
    ...blocks.map(blockMarkdown),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function blockMarkdown(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `## ${inline(block.text)}`;
    case 'subheading':
      return `### ${inline(block.text)}`;
    case 'paragraph':
    case 'small':
      return broken(block.text.split('\n').map(escaped));
    case 'code':
      return `    ${block.text}`;
    case 'list':
      return block.items.map((item) => `- ${escaped(item)}`).join('\n');
    case 'facts':
      return block.rows.map(([term, value]) => `- **${escaped(term)}:** ${linked(value)}`).join('\n');
    case 'table':
      return table(block.columns, block.rows);
    case 'link':
      return `<${block.href}>`;
    case 'links':
      return block.items.map(({ href, text }) => `- [${inline(text)}](<${href}>)`).join('\n');
    case 'signature':
      return broken(block.lines.map(escaped));
    case 'callout':
      return quoted(block.blocks.map(blockMarkdown).join('\n\n'));
  }
}

function table(columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(columns.map(cellText)),
    line(columns.map(() => '---')),
    ...rows.map((row) => line(row.map(cellText))),
  ].join('\n');
}

const cellText = (cell: Cell) =>
  entries(cell)
    .map((entry) => escaped(entry).replaceAll('\n', '<br>'))
    .join('<br>');

/** Signs that would be read as markup, and what would begin a heading, a list or a quotation at the start of a line. */
const escaped = (text: string) =>
  inline(text)
    .replace(/^([#+-]+)(?=\s)/gm, '\\$1')
    .replace(/^(\d+)([.)])(?=\s)/gm, '$1\\$2');
const inline = (text: string) => text.replace(/[\\`*_[\]<>|]/g, '\\$&');

const linked = (value: string) => (hrefOf(value) === null ? escaped(value) : `<${value}>`);
const broken = (lines: readonly string[]) => lines.join('  \n');
const quoted = (text: string) =>
  text
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');
