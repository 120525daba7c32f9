import { isCalendarDate } from '../../domain/calendar-date.js';
import { valueProblem } from '../datum-value.js';
import { AMOUNT } from '../dto/record.dto.js';
import type { NewDatum } from '../new-datum.js';
import type { Cells } from './csv-rows.js';
import type { Column, Columns } from './import-columns.js';
import type { CellProblem, LineProblem } from './import-report.js';

const MAX_KEY_LENGTH = 100;
const MAX_CONTENT_LENGTH = 4000;

/** Everything that can be told to be wrong with a line by looking at nothing else. */
export function checkCells(columns: Columns, cells: Cells): CellProblem[] {
  return Object.entries(cells).flatMap(([column, cell]) => {
    const code = cellProblem(columns[column]!, cell);
    return code === null ? [] : [{ column, code }];
  });
}

function cellProblem(column: Column, cell: string): LineProblem | null {
  if (cell === '') return column.required ? 'MISSING_VALUE' : null;
  if (cell.includes('\uFFFD')) return 'INVALID_ENCODING';
  switch (column.use) {
    case 'date':
      return isCalendarDate(cell) ? null : 'INVALID_DATE';
    case 'amount':
      return AMOUNT.test(cell) ? null : 'INVALID_AMOUNT';
    case 'choice':
      return column.of.includes(cell) ? null : 'INVALID_CODE';
    case 'datum':
      return valueProblem(column.category, cell);
    case 'content':
    case 'list':
      return cell.length > MAX_CONTENT_LENGTH ? 'TOO_LONG' : null;
    case 'key':
    case 'code':
      return cell.length > MAX_KEY_LENGTH ? 'TOO_LONG' : null;
  }
}

/** The words of a list cell. */
export const listOf = (cell: string | undefined): string[] =>
  (cell ?? '')
    .split('|')
    .map((word) => word.trim())
    .filter((word) => word !== '');

/** A cell's value: undefined when the file has no such column, null when it says "none". */
export const factOf = (cells: Cells, column: string): string | null | undefined =>
  cells[column] === undefined ? undefined : cells[column] === '' ? null : cells[column];

/** The data of a line, one per filled cell of a datum column. */
export function dataOf(columns: Columns, cells: Cells): NewDatum[] {
  const source = cells['source'] || undefined;
  return Object.entries(columns).flatMap(([name, column]): NewDatum[] => {
    const value = cells[name];
    if (column.use !== 'datum' || !value) return [];
    const consented = name === 'email' && cells['consentEmail'] === 'yes';
    return [{ category: column.category, value, source, basis: consented ? 'consent' : undefined }];
  });
}
