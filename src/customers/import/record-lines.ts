import { VOUCHER_KINDS } from '../../domain/category.js';
import type { Wall } from '../../restrictions/wall.js';
import { RECORD_FACTS, RECORD_SHAPES, type RecordFact, type RecordSegment } from '../record-shapes.js';
import type { NewRecord } from '../record-writer.js';
import { recordData } from '../record-writer.js';
import { dataOf, factOf } from './check-cells.js';
import type { Cells } from './csv-rows.js';
import { type Columns, IMPORT_COLUMNS } from './import-columns.js';

/** The line as a record; filled content cells become the main datum's content, under their names. */
export function newRecord(
  segment: RecordSegment,
  cells: Cells,
  orderId: string | null | undefined,
): NewRecord {
  const columns: Columns = IMPORT_COLUMNS[segment];
  const content = Object.fromEntries(
    Object.entries(cells).filter(([name, cell]) => columns[name]?.use === 'content' && cell !== ''),
  );
  const main = {
    category: RECORD_SHAPES[segment].category,
    value: content,
    source: cells['source'] || undefined,
  };
  return {
    ...factsOf(cells),
    reference: cells['reference']!,
    date: cells['date']!,
    orderId,
    data: [main, ...dataOf(columns, cells)],
  };
}

/** The facts the file has columns for; null where the cell says "none". */
export function factsOf(cells: Cells): Partial<Record<RecordFact, string | null>> {
  const given = RECORD_FACTS.map((fact) => [fact, factOf(cells, fact)] as const);
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}

export const isVoucher = (segment: RecordSegment): boolean =>
  VOUCHER_KINDS.some((kind) => kind === RECORD_SHAPES[segment].kind);

/** True when the wall closes anything the line brings. */
export const closedBy = (wall: Wall, segment: RecordSegment, record: NewRecord): boolean =>
  recordData(RECORD_SHAPES[segment], record).some(({ category }) => wall.closes(category));
