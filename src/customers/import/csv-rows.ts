import { parse } from 'csv-parse/sync';
import type { Columns } from './import-columns.js';
import { type LineProblem, ImportRefused } from './import-report.js';
import { MAX_LINE_LENGTH, type PhysicalLine, physicalLines } from './physical-lines.js';

/** Cells by column name, trimmed and free of control characters; what stands in them is text, never a formula. */
export type Cells = Readonly<Record<string, string>>;
export type CsvRow = { readonly line: number } & (
  { readonly cells: Cells } | { readonly problem: LineProblem }
);

type Delimiter = ';' | ',';

/** A quoted cell may run over lines, within reason: a forgotten quotation mark costs its own line and no other. */
const MOST_JOINED_LINES = 20;

/** Reads the rows below a checked header. A row that cannot be read is a row with a problem, not the end. */
export async function* csvRows(
  stream: AsyncIterable<Buffer | string>,
  columns: Columns,
): AsyncGenerator<CsvRow> {
  const lines = physicalLines(stream);
  const first = await lines.next();
  const text = first.done ? null : first.value.text;
  if (text === null || text.trim() === '') throw new ImportRefused('The file has no header row.');
  const delimiter = delimiterOf(text);
  const header = cellsOf(text, delimiter)?.map(clean);
  if (!header) throw new ImportRefused('The header row is malformed.');
  requireHeader(header, columns);
  yield* rows(lines, delimiter, header);
}

async function* rows(
  lines: AsyncGenerator<PhysicalLine>,
  delimiter: Delimiter,
  header: readonly string[],
): AsyncGenerator<CsvRow> {
  const waiting: PhysicalLine[] = [];
  const lineAt = async (position: number) => {
    while (waiting.length <= position) {
      const next = await lines.next();
      if (next.done) return undefined;
      waiting.push(next.value);
    }
    return waiting[position];
  };
  for (let first = await lineAt(0); first; first = await lineAt(0)) {
    let taken = 1;
    let text = first.text;
    while (
      text !== null &&
      hasOpenQuote(text) &&
      taken < MOST_JOINED_LINES &&
      text.length < MAX_LINE_LENGTH
    ) {
      const next = await lineAt(taken);
      if (!next || next.text === null) break;
      text = `${text}\n${next.text}`;
      taken += 1;
    }
    const row = rowOf(first.number, text, delimiter, header);
    const readable = row === null || 'cells' in row;
    waiting.splice(0, readable ? taken : 1);
    if (row) yield row;
  }
}

function rowOf(
  line: number,
  text: string | null,
  delimiter: Delimiter,
  header: readonly string[],
): CsvRow | null {
  if (text === null) return { line, problem: 'LINE_TOO_LONG' };
  if (text.trim() === '') return null;
  const cells = cellsOf(text, delimiter);
  if (!cells) return { line, problem: 'MALFORMED' };
  if (cells.every((cell) => cell.trim() === '')) return null;
  if (cells.length !== header.length) return { line, problem: 'COLUMN_COUNT' };
  return { line, cells: Object.fromEntries(header.map((name, at) => [name, clean(cells[at]!)])) };
}

function cellsOf(text: string, delimiter: Delimiter): string[] | null {
  try {
    const parsed = parse(text, { delimiter, relax_column_count: true });
    return parsed.length === 1 ? parsed[0]! : null;
  } catch {
    return null;
  }
}

const hasOpenQuote = (text: string) => (text.match(/"/g)?.length ?? 0) % 2 === 1;

const count = (text: string, sign: string) => text.split(sign).length - 1;
const delimiterOf = (header: string): Delimiter => (count(header, ';') >= count(header, ',') ? ';' : ',');

/** Control and direction characters can hide or change what a cell says; line breaks and tabs stay. */
const clean = (cell: string) =>
  cell.replace(/(?![\n\t])[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '').trim();

/** Unknown columns are told by position: in a file without a header their names would be someone's data. */
function requireHeader(header: readonly string[], columns: Columns): void {
  const unknown = header.flatMap((name, at) => (Object.hasOwn(columns, name) ? [] : [at + 1]));
  const missing = Object.keys(columns).filter((name) => columns[name]!.required && !header.includes(name));
  const faults = [
    missing.length > 0 ? `missing columns: ${missing.join(', ')}` : '',
    unknown.length > 0 ? `unknown columns at position ${unknown.join(', ')}` : '',
    new Set(header).size < header.length ? 'a column is named twice' : '',
  ].filter((fault) => fault !== '');
  if (faults.length === 0) return;
  throw new ImportRefused(
    `The header row does not fit: ${faults.join('; ')}. Known columns: ${Object.keys(columns).join(', ')}.`,
  );
}
