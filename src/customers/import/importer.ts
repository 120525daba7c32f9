import type { EntityManager } from 'typeorm';
import type { Actor } from '../../audit/audit-log.js';
import type { Cells } from './csv-rows.js';
import type { Columns } from './import-columns.js';
import type { Outcome } from './import-report.js';

/** A line whose cells fit their columns. */
export interface ImportLine {
  readonly cells: Cells;
  /** Keyed digest of the line: equal to the stored one when nothing changed since. */
  readonly digest: Buffer;
}

/** Takes in lines of one kind. */
export interface Importer {
  readonly columns: Columns;
  /** Tells two lines about the same thing apart from lines about different things. */
  keyOf(cells: Cells): string;
  /** One outcome per line, in their order; what a line says wrong touches no other line. */
  apply(tx: EntityManager, register: string, lines: readonly ImportLine[], actor: Actor): Promise<Outcome[]>;
}
