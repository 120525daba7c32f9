import type { Element, ElementOptions, PdfFlow } from './pdf-flow.js';
import { PAGE, RULE, type Style } from './pdf-style.js';
import {
  type CellLines,
  fitting,
  heightOf,
  type MeasuredTable,
  PADDING,
  styleAt,
} from './pdf-table-layout.js';

const HALF_PAGE = (PAGE.height - PAGE.top - PAGE.bottom) / 2;
const HEAD_RULE = '#9aa7ae';

/** A table with headed columns and rows. Rows stay whole where they can, and the heads come again on each page. */
export function printTable(flow: PdfFlow, table: MeasuredTable): void {
  const { rows, together } = table;
  flow.keep(together);
  flow.element('Table', () => {
    if (table.heads.length > 0) printHeads(flow, table);
    flow.element('TBody', () =>
      rows.forEach(({ cells, height }, index) => {
        // The last row never stands alone on a page.
        const last = index === rows.length - 2 ? rows[index + 1]!.height : 0;
        if (flow.room < height + last && height + last < HALF_PAGE) turn();
        printRow(flow, cells, table, turn);
      }),
    );
  });

  function turn(): void {
    flow.turnPage();
    if (table.heads.length === 0) return;
    flow.decoration(() => table.heads.forEach((lines, index) => draw(flow, lines, ...headAt(table, index))));
    underHeads(flow, table);
  }
}

function printHeads(flow: PdfFlow, table: MeasuredTable): void {
  flow.element('THead', () =>
    flow.element('TR', () =>
      table.heads.forEach((lines, index) =>
        flow.element('TH', (cell) => printCell(flow, cell, lines, ...headAt(table, index)), {
          scope: 'Column',
        }),
      ),
    ),
  );
  underHeads(flow, table);
}

function underHeads(flow: PdfFlow, { headHeight }: MeasuredTable): void {
  flow.y += headHeight;
  flow.rule(HEAD_RULE, 1);
}

/** One row, over a page break only where it is too high to be kept whole. */
function printRow(
  flow: PdfFlow,
  cells: readonly CellLines[],
  { styles, lefts }: MeasuredTable,
  turn: () => void,
): void {
  const { leading } = styles.rest;
  flow.element('TR', (tr) => {
    const elements = cells.map((_, index) => cellElement(flow, tr, index));
    let left = cells;
    while (left.some((lines) => lines.length > 0)) {
      if (flow.room < leading + 2 * PADDING) turn();
      const parts = left.map((lines) => fitting(lines, leading, flow.room - 2 * PADDING));
      parts.forEach((lines, index) => {
        if (lines.length > 0) {
          printCell(flow, elements[index]!, lines, styleAt(styles, index), lefts[index]!);
        }
      });
      left = left.map((lines, index) => lines.slice(parts[index]!.length));
      flow.y += heightOf(parts, styles.rest);
    }
    for (const element of elements) element.end();
  });
  flow.rule(RULE);
}

function cellElement(flow: PdfFlow, tr: Element, index: number): Element {
  const options: ElementOptions = index === 0 ? { scope: 'Row' } : {};
  const element = flow.document.struct(index === 0 ? 'TH' : 'TD', options);
  tr.add(element);
  return element;
}

function printCell(flow: PdfFlow, element: Element, lines: CellLines, style: Style, x: number): void {
  element.add(() => draw(flow, lines, style, x));
}

function draw(flow: PdfFlow, lines: CellLines, style: Style, x: number): void {
  let y = flow.y + PADDING;
  lines.forEach(({ text, before }, index) => {
    y += index === 0 ? 0 : before;
    flow.print([index < lines.length - 1 ? `${text} ` : text], style, x, y);
    y += style.leading;
  });
}

const headAt = ({ styles, lefts }: MeasuredTable, index: number): [Style, number] => [
  styles.head,
  lefts[index]!,
];
