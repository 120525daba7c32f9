import { stringify } from 'csv-stringify/sync';
import { IMPORT_COLUMNS, IMPORT_KINDS, type ImportKind } from '../customers/import/import-columns.js';

export type Line = Readonly<Record<string, string | undefined>>;

export interface CsvFile {
  readonly kind: ImportKind;
  readonly text: string;
}

/** The lines of one register's import files while they are being written. */
export class RegisterFiles {
  private readonly lines = new Map<ImportKind, Line[]>();
  /** Customers once more, with the day their relationship ended: a file that arrives later. */
  readonly ended: Line[] = [];
  /** Contact persons once more, with the day they left their organisation. */
  readonly left: Line[] = [];

  add(kind: ImportKind, line: Line): void {
    const lines = this.lines.get(kind) ?? [];
    lines.push(line);
    this.lines.set(kind, lines);
  }

  of(kind: ImportKind): readonly Line[] {
    return this.lines.get(kind) ?? [];
  }

  /** Customers first, then what hangs on them. */
  files(): CsvFile[] {
    return IMPORT_KINDS.filter((kind) => this.lines.has(kind)).map((kind) => csvFile(kind, this.of(kind)));
  }
}

export function csvFile(kind: ImportKind, lines: readonly Line[]): CsvFile {
  const columns = Object.keys(IMPORT_COLUMNS[kind]).filter((name) =>
    lines.some((line) => line[name] !== undefined),
  );
  return { kind, text: stringify([...lines], { columns, header: true, delimiter: ';' }) };
}
