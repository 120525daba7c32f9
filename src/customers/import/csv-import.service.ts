import { Injectable } from '@nestjs/common';
import type { Actor } from '../../audit/audit-log.js';
import { Database } from '../../database/database.js';
import { DomainError } from '../../domain/domain-error.js';
import { Clock } from '../../clock.js';
import { Policies } from '../../registers/policies.js';
import { Register } from '../../registers/register.entity.js';
import { LastingHashes } from '../../vault/lasting-hashes.js';
import { RECORD_SHAPES } from '../record-shapes.js';
import { checkCells } from './check-cells.js';
import { type Cells, csvRows } from './csv-rows.js';
import type { ImportKind } from './import-columns.js';
import { addOutcome, emptyReport, type ImportReport, type Outcome, problem } from './import-report.js';
import type { Importer, ImportLine } from './importer.js';
import { Importers } from './importers.js';

/** Lines of one transaction. */
const BATCH = 200;

interface NumberedLine extends ImportLine {
  readonly line: number;
}

/** Takes in a CSV file. A bad line stops no good one, and the same file twice changes nothing. */
@Injectable()
export class CsvImport {
  constructor(
    private readonly database: Database,
    private readonly policies: Policies,
    private readonly hashes: LastingHashes,
    private readonly importers: Importers,
    private readonly clock: Clock,
  ) {}

  /** Throws `ImportRefused` when the file as a whole cannot be read. */
  async importCsv(
    register: string,
    kind: ImportKind,
    stream: AsyncIterable<Buffer | string>,
    actor: Actor,
  ): Promise<ImportReport> {
    this.policies.of(register);
    const importer = this.importers.of(kind);
    const report = emptyReport();
    const seen = new Map<string, string>();
    let batch: NumberedLine[] = [];
    for await (const row of csvRows(stream, importer.columns)) {
      const outcome = 'problem' in row ? problem(row.problem) : checkCells(importer.columns, row.cells);
      if ('problem' in row || outcome.length > 0) {
        addOutcome(report, row.line, outcome);
        continue;
      }
      const line = { line: row.line, cells: row.cells, digest: this.digest(register, kind, row.cells) };
      const repeated = repetition(seen, importer.keyOf(row.cells), line.digest);
      if (repeated) addOutcome(report, row.line, repeated);
      else batch.push(line);
      if (batch.length === BATCH) {
        await this.take(register, importer, batch, actor, report);
        batch = [];
      }
    }
    if (batch.length > 0) await this.take(register, importer, batch, actor, report);
    report.errors.sort((a, b) => a.line - b.line);
    if (report.failed === 0 && kind in RECORD_SHAPES) await this.confirmFacts(register);
    return report;
  }

  /** The system the records come from has told everything it had to tell. */
  private async confirmFacts(register: string): Promise<void> {
    await this.database.inRegister(register, (tx) =>
      tx.update(Register, { name: register }, { factsConfirmedAt: this.clock.now() }),
    );
  }

  /** One transaction for the batch; when it fails, one for each line, so that only the failing line is lost. */
  private async take(
    register: string,
    importer: Importer,
    batch: readonly NumberedLine[],
    actor: Actor,
    report: ImportReport,
  ): Promise<void> {
    const outcomes = await this.apply(register, importer, batch, actor).catch(async () => {
      const single: Outcome[] = [];
      for (const line of batch) {
        const [outcome] = await this.apply(register, importer, [line], actor).catch(failed);
        single.push(outcome!);
      }
      return single;
    });
    for (const [position, outcome] of outcomes.entries()) addOutcome(report, batch[position]!.line, outcome);
  }

  private apply(
    register: string,
    importer: Importer,
    lines: readonly ImportLine[],
    actor: Actor,
  ): Promise<Outcome[]> {
    return this.database.inRegister(register, (tx) => importer.apply(tx, register, lines, actor));
  }

  /** Of the cells by name: the same line in another order of columns is the same line. */
  private digest(register: string, kind: ImportKind, cells: Cells): Buffer {
    const named = Object.entries(cells).sort(([a], [b]) => (a < b ? -1 : 1));
    return this.hashes.digest(register, JSON.stringify([kind, named]));
  }
}

/** A second line about the same thing would undo the first on every import, so it is refused unless it says the same. */
function repetition(seen: Map<string, string>, key: string, digest: Buffer): Outcome | null {
  const text = digest.toString('base64');
  const before = seen.get(key);
  seen.set(key, before ?? text);
  if (before === undefined) return null;
  return before === text ? 'unchanged' : problem('DUPLICATE');
}

/** What went wrong stays out of the report: a database error can quote a value. */
function failed(error: unknown): Outcome[] {
  const restricted = error instanceof DomainError && error.code === 'RESTRICTED';
  return [problem(restricted ? 'RESTRICTED' : 'FAILED')];
}
