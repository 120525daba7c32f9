import { type Cell, entries } from './paper.js';
import type { PdfFlow } from './pdf-flow.js';
import { type Style, STYLES } from './pdf-style.js';

const GAP = 12;
/** Above and below the text of a row. */
export const PADDING = 3.6;
/** A table no higher than this is not torn apart. */
const KEPT_WHOLE = 170;

export interface CellLine {
  readonly text: string;
  readonly before: number;
}
export type CellLines = readonly CellLine[];

export interface TableStyles {
  readonly head: Style;
  readonly first: Style;
  readonly rest: Style;
  /** Width of the first column where it must line up with that of other tables. */
  readonly firstWidth?: number;
}

export interface MeasuredTable {
  readonly styles: TableStyles;
  readonly lefts: readonly number[];
  /** Empty for a table whose columns need no heads. */
  readonly heads: readonly CellLines[];
  readonly headHeight: number;
  readonly rows: readonly { readonly cells: readonly CellLines[]; readonly height: number }[];
  /** How much of it must stand on one page. */
  readonly together: number;
}

const PLAIN: TableStyles = { head: STYLES.columnHead, first: STYLES.cell, rest: STYLES.cell };

export function measuredTable(
  flow: PdfFlow,
  columns: readonly string[],
  rows: readonly (readonly Cell[])[],
  styles: TableStyles = PLAIN,
): MeasuredTable {
  const widths = widthsOf(flow, columns, rows, styles);
  const lefts = widths.map((_, index) =>
    widths.slice(0, index).reduce((sum, each) => sum + each + GAP, flow.column.x),
  );
  const heads = columns.map((text, index) => linesOf(flow, text, styles.head, widths[index]!));
  const headHeight = heads.length === 0 ? 0 : heightOf(heads, styles.head);
  const measured = rows.map((row) => {
    const cells = row.map((cell, index) => linesOf(flow, cell, styleAt(styles, index), widths[index]!));
    return { cells, height: heightOf(cells, styles.rest) };
  });
  const whole = measured.reduce((sum, { height }) => sum + height, headHeight);
  const together = whole <= KEPT_WHOLE ? whole : headHeight + (measured[0]?.height ?? 0);
  return { styles, lefts, heads, headHeight, rows: measured, together };
}

export const styleAt = ({ first, rest }: TableStyles, index: number): Style => (index === 0 ? first : rest);

export function heightOf(cells: readonly CellLines[], { leading }: Style): number {
  const heights = cells.map((lines) =>
    lines.reduce((sum, { before }, index) => sum + leading + (index === 0 ? 0 : before), 0),
  );
  return Math.max(...heights, 0) + 2 * PADDING;
}

/** As many of the lines as the room takes. */
export function fitting(lines: CellLines, leading: number, room: number): CellLines {
  let height = 0;
  const count = lines.findIndex(({ before }, index) => {
    height += leading + (index === 0 ? 0 : before);
    return height > room;
  });
  return count < 0 ? lines : lines.slice(0, count);
}

function linesOf(flow: PdfFlow, cell: Cell, style: Style, width: number): CellLines {
  return entries(cell).flatMap((entry, nth) =>
    flow.type
      .lines(entry, style, width)
      .map((text, index) => ({ text, before: nth > 0 && index === 0 ? 3 : 0 })),
  );
}

interface Wanted {
  readonly least: number;
  readonly most: number;
}

/** As browsers do: a column gets its longest word, and the rest of the width goes by how much each has to say. */
function widthsOf(
  flow: PdfFlow,
  columns: readonly string[],
  rows: readonly (readonly Cell[])[],
  styles: TableStyles,
): number[] {
  const count = Math.max(columns.length, ...rows.map((row) => row.length));
  const wanted = Array.from({ length: count }, (_, index) => wantedBy(flow, columns, rows, styles, index));
  const free = flow.column.width - GAP * (count - 1);
  const { firstWidth } = styles;
  return firstWidth === undefined
    ? shared(wanted, free)
    : [firstWidth, ...shared(wanted.slice(1), free - firstWidth)];
}

function wantedBy(
  flow: PdfFlow,
  columns: readonly string[],
  rows: readonly (readonly Cell[])[],
  styles: TableStyles,
  index: number,
): Wanted {
  const style = styleAt(styles, index);
  const texts = rows.flatMap((row) => entries(row[index] ?? '')).map((text) => ({ text, style }));
  const head = { text: columns[index] ?? '', style: styles.head };
  // No spread: a cell may have more words than a call takes arguments.
  const widest = (parts: (text: string) => readonly string[]) =>
    [...texts, head].reduce(
      (wide, each) =>
        parts(each.text).reduce((most, part) => Math.max(most, flow.type.width(part, each.style)), wide),
      0,
    );
  // A hair more, so that rounding never breaks a word that fits exactly.
  return { least: widest((text) => text.split(/\s/)) + 0.5, most: widest((text) => [text]) + 0.5 };
}

function shared(wanted: readonly Wanted[], free: number): number[] {
  const least = wanted.reduce((sum, column) => sum + column.least, 0);
  const most = wanted.reduce((sum, column) => sum + column.most, 0);
  if (least >= free) return wanted.map((column) => (column.least / least) * free);
  if (most <= free) return wanted.map((column) => (column.most / most) * free);
  return wanted.map(
    (column) => column.least + ((column.most - column.least) / (most - least)) * (free - least),
  );
}
