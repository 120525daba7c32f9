import { stringify } from 'csv-stringify/sync';
import type { Category, Language } from '../domain/category.js';
import type { PackageFile } from './answer.js';
import { file } from './package-file.js';
import type { PortableDatum } from './portable-data.js';

/** One file for each category. */
export function csvFiles(data: readonly PortableDatum[], language: Language): PackageFile[] {
  const categories = new Map<Category, PortableDatum[]>();
  for (const datum of data) {
    const known = categories.get(datum.category);
    if (known) known.push(datum);
    else categories.set(datum.category, [datum]);
  }
  return [...categories].map(([category, rows]) =>
    file(`${category}.csv`, 'text/csv; charset=utf-8', portableCsv(rows, language)),
  );
}

/** One category as a spreadsheet opens it: Finnish and Swedish programs expect semicolons. */
function portableCsv(data: readonly PortableDatum[], language: Language): string {
  const rows = data.map(csvRow);
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return stringify(
    rows.map((row) => columns.map((column) => safeCell(row[column] ?? ''))),
    {
      header: true,
      columns,
      bom: true,
      delimiter: language === 'en' ? ',' : ';',
      record_delimiter: 'windows',
    },
  );
}

function csvRow({ value, record, obtainedAt, replacedAt }: PortableDatum): Record<string, string> {
  const own = typeof value === 'string' ? { value } : flat(value);
  const of = record === null ? {} : prefixed('record', flat({ ...record }));
  return { ...own, ...of, obtainedAt, replacedAt: replacedAt ?? '' };
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
