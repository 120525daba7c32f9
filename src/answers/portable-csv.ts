import { stringify } from 'csv-stringify/sync';
import type { Language } from '../domain/category.js';
import { type KeptCopy, type PageReader, rowsOf } from './kept-copy.js';
import { type PackagePart, textPart } from './package-part.js';
import type { PortableDatum } from './portable-data.js';

/** One file for each category. */
export function csvParts(
  { data, language }: Pick<KeptCopy, 'data' | 'language'>,
  reader: PageReader,
): PackagePart[] {
  return data.map(({ category, columns, pages }) =>
    textPart(`${category}.csv`, 'text/csv; charset=utf-8', async function* () {
      let header = true;
      for await (const rows of rowsOf<PortableDatum>(pages, reader)) {
        yield portableCsv(rows, { columns, language, header });
        header = false;
      }
    }),
  );
}

/** One category as a spreadsheet opens it: Finnish and Swedish programs expect semicolons. */
function portableCsv(
  data: readonly PortableDatum[],
  { columns, language, header }: { columns: readonly string[]; language: Language; header: boolean },
): string {
  const rows = data.map(csvRow);
  return stringify(
    rows.map((row) => columns.map((column) => safeCell(row[column] ?? ''))),
    {
      header,
      columns: [...columns],
      bom: header,
      delimiter: language === 'en' ? ',' : ';',
      record_delimiter: 'windows',
    },
  );
}

/** A datum as the cells of its row, by column. */
export function csvRow({
  value,
  statement,
  record,
  obtainedAt,
  replacedAt,
}: PortableDatum): Record<string, string> {
  const own = typeof value === 'string' ? { value } : flat(value);
  const of = record === null ? {} : prefixed('record', flat({ ...record }));
  // A content may have a part called so itself.
  const beside: Record<string, string> = statement === null ? {} : { supplementaryStatement: statement };
  return { ...own, ...beside, ...of, obtainedAt, replacedAt: replacedAt ?? '' };
}

function flat(value: Readonly<Record<string, unknown>>): Record<string, string> {
  const cells = Object.entries(value).map(([key, part]) => [key, cellText(part)]);
  return Object.fromEntries(cells) as Record<string, string>;
}

const cellText = (part: unknown): string =>
  part === null || part === undefined ? '' : typeof part === 'object' ? JSON.stringify(part) : String(part);

const prefixed = (prefix: string, row: Record<string, string>) =>
  Object.fromEntries(Object.entries(row).map(([key, text]) => [`${prefix}.${key}`, text]));

const FORMULA = /^[=+\-@\t\r＝＋－＠]/;
/** Phone numbers in international form and plain numbers cannot be formulas. */
const HARMLESS = /^(\+\d[\d ]{4,24}|-\d+([.,]\d+)?)$/;

/** A spreadsheet must not run what a person once typed. */
export function safeCell(text: string): string {
  return FORMULA.test(text) && !HARMLESS.test(text) ? `'${text}` : text;
}
