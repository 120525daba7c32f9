import { readFileSync } from 'node:fs';
import { anchored, type Block, type Cell, entries, hrefOf, type Paper } from './paper.js';

const STYLE = readFileSync(new URL('./paper.css', import.meta.url), 'utf8').trim();

/** One self-contained page: it opens from a disk, prints on A4 and fetches nothing. */
export function paperHtml(paper: Paper): string {
  const { language, title, sender, addressee, date } = paper;
  return [
    `<!doctype html>`,
    `<html lang="${language}">`,
    `<head>`,
    `<meta charset="utf-8">`,
    `<meta name="viewport" content="width=device-width, initial-scale=1">`,
    `<title>${escaped(title)}</title>`,
    `<style>${STYLE}</style>`,
    `</head>`,
    `<body>`,
    `<header>`,
    letterhead(sender),
    addressee === null && date === null ? '' : addressLine(addressee, date),
    `</header>`,
    `<main>`,
    `<h1>${escaped(title)}</h1>`,
    ...withContents(paper).map((part) => (typeof part === 'string' ? part : blockHtml(part))),
    `</main>`,
    `</body>`,
    `</html>`,
    ``,
  ].join('\n');
}

/** The table of contents stands between what opens the paper and its first section. */
function withContents({ blocks, contents }: Paper): readonly (Block | string)[] {
  const first = blocks.findIndex((block) => block.kind === 'heading' && block.anchor !== undefined);
  if (contents === undefined || first < 0) return blocks;
  const links = anchored(blocks).map(
    ({ text, anchor }) => `<li><a href="#${escaped(anchor)}">${escaped(text)}</a></li>`,
  );
  const nav = [
    `<nav class="contents" aria-labelledby="contents">`,
    `<h2 id="contents">${escaped(contents)}</h2>`,
    `<ul>`,
    ...links,
    `</ul>`,
    `</nav>`,
  ];
  return [...blocks.slice(0, first), nav.join('\n'), ...blocks.slice(first)];
}

export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);
}

function letterhead([name = '', ...lines]: readonly string[]): string {
  return `<p class="sender"><strong>${escaped(name)}</strong>${lines.map((line) => `<br>${escaped(line)}`).join('')}</p>`;
}

function addressLine(addressee: string | null, date: string | null): string {
  return `<p class="address"><span>${escaped(addressee ?? '').replaceAll('\n', '<br>')}</span> <span>${escaped(date ?? '')}</span></p>`;
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return headingHtml(block);
    case 'subheading':
      return `<h3>${escaped(block.text)}</h3>`;
    case 'paragraph':
      return `<p>${withBreaks(block.text)}</p>`;
    case 'small':
      return `<p class="small">${escaped(block.text)}</p>`;
    case 'code':
      return `<p class="code">${escaped(block.text)}</p>`;
    case 'list':
      return list(block.items);
    case 'facts':
      return `<dl>${block.rows.map(([term, value]) => `<div><dt>${escaped(term)}</dt><dd>${linked(value)}</dd></div>`).join('')}</dl>`;
    case 'table':
      return table(block.columns, block.rows);
    case 'link':
      return `<p class="link"><a href="${escaped(block.href)}">${escaped(block.href)}</a></p>`;
    case 'links':
      return links(block);
    case 'signature':
      return `<p class="signature">${block.lines.map(escaped).join('<br>')}</p>`;
    case 'callout':
      return [`<div class="callout">`, ...block.blocks.map(blockHtml), `</div>`].join('\n');
  }
}

function headingHtml({ text, newPage, anchor }: Extract<Block, { kind: 'heading' }>): string {
  const id = anchor === undefined ? '' : ` id="${escaped(anchor)}"`;
  return `<h2${id}${newPage ? ' class="new-page"' : ''}>${escaped(text)}</h2>`;
}

function links({ label, items }: Extract<Block, { kind: 'links' }>): string {
  const entries = items.map(({ href, text }) => `<li><a href="${escaped(href)}">${escaped(text)}</a></li>`);
  return `<nav class="links" aria-label="${escaped(label)}"><ul>${entries.join('')}</ul></nav>`;
}

/** A value that is nothing but an address can be followed. */
function linked(value: string): string {
  const href = hrefOf(value);
  return href === null ? escaped(value) : `<a href="${escaped(href)}">${escaped(value)}</a>`;
}

/** The roles keep it a table for screen readers where a narrow screen shows the cells under each other. */
function table(columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const head = columns
    .map((column) => `<th scope="col" role="columnheader">${escaped(column)}</th>`)
    .join('');
  const body = rows.map(([first = '', ...rest]) => {
    const others = rest.map(
      (cell, index) =>
        `<td role="cell" data-column="${escaped(columns[index + 1] ?? '')}">${cellHtml(cell)}</td>`,
    );
    return `<tr role="row"><th scope="row" role="rowheader">${cellHtml(first)}</th>${others.join('')}</tr>`;
  });
  return [
    `<table role="table"><thead role="rowgroup"><tr role="row">${head}</tr></thead>`,
    `<tbody role="rowgroup">`,
    ...body,
    `</tbody></table>`,
  ].join('\n');
}

function cellHtml(cell: Cell): string {
  const lines = entries(cell);
  return lines.length === 1 ? escaped(lines[0] ?? '') : list(lines);
}

const list = (items: readonly string[]) =>
  `<ul>${items.map((item) => `<li>${escaped(item)}</li>`).join('')}</ul>`;
const withBreaks = (text: string) => escaped(text).replaceAll('\n', '<br>');
