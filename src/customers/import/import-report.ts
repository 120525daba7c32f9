/** What can be wrong with a line, with the sentence that explains it. Never with the value. */
export const LINE_PROBLEMS = {
  COLUMN_COUNT: 'The line does not have as many columns as the header.',
  CORRECTED_VALUE: 'This value was corrected in the register; the source has to be corrected too.',
  DISCLOSURE_NOT_ALLOWED: 'The register policy does not allow this disclosure.',
  DUPLICATE: 'An earlier line of the file says something else of the same customer or record.',
  FAILED: 'The line could not be stored.',
  INVALID_AMOUNT: 'Not a decimal amount.',
  INVALID_CODE: 'Not one of the words this column can hold.',
  INVALID_DATE: 'Not a real day, YYYY-MM-DD.',
  INVALID_EMAIL: 'Not an e-mail address.',
  INVALID_ENCODING: 'Not UTF-8.',
  INVALID_PHONE: 'Not a phone number.',
  LINE_TOO_LONG: 'The line is too long.',
  MALFORMED: 'The quotation marks of the line do not match.',
  MISSING_VALUE: 'The column must not be empty.',
  PERSON_ERASED: 'The person has been erased and may not come back.',
  REFERENCE_TAKEN: 'Another customer has a record of this kind with that reference.',
  RESTRICTED: 'Processing of this data is restricted.',
  TEXT_EXPECTED: 'Text expected.',
  TOO_LONG: 'The value is too long.',
  UNKNOWN_CATEGORY: 'Not a category of data.',
  UNKNOWN_CUSTOMER: 'No customer of this register has that customer number.',
  UNKNOWN_ORDER: 'The customer has no order with that reference.',
  UNKNOWN_RECIPIENT: 'The register policy does not know that recipient.',
  UNKNOWN_SOURCE: 'The register policy does not know that source.',
  VOUCHER_UNALTERABLE: 'A voucher is not altered; only its payment changes.',
} as const;
export type LineProblem = keyof typeof LINE_PROBLEMS;

export interface CellProblem {
  readonly column: string | null;
  readonly code: LineProblem;
}

export interface LineError extends CellProblem {
  /** Line of the file, the header being 1. */
  readonly line: number;
  readonly detail: string;
}

export interface ImportReport {
  imported: number;
  updated: number;
  unchanged: number;
  /** Lines that were not taken in. */
  failed: number;
  /** What is wrong with them; the first thousand problems. */
  errors: LineError[];
}

/** The file as a whole cannot be read: nothing of it was taken in. */
export class ImportRefused extends Error {
  override readonly name = 'ImportRefused';
}

export type Outcome = 'imported' | 'updated' | 'unchanged' | readonly CellProblem[];

const MOST_ERRORS = 1000;

export const emptyReport = (): ImportReport => ({
  imported: 0,
  updated: 0,
  unchanged: 0,
  failed: 0,
  errors: [],
});

export function addOutcome(report: ImportReport, line: number, outcome: Outcome): void {
  if (typeof outcome === 'string') {
    report[outcome] += 1;
    return;
  }
  report.failed += 1;
  for (const { column, code } of outcome) {
    if (report.errors.length >= MOST_ERRORS) return;
    report.errors.push({ line, column, code, detail: LINE_PROBLEMS[code] });
  }
}

export const problem = (code: LineProblem, column: string | null = null): readonly CellProblem[] => [
  { column, code },
];
