import type { PurgeDto } from '../retention/dto/purge.dto.js';
import type { PurgeReport, SkipReason } from '../retention/purge-report.js';
import { requireEqual } from './expectation.js';
import type { HttpClient } from './http-client.js';
import type { Waiting } from './waiting.js';

type Run = Omit<PurgeDto, 'report'> & { readonly report: PurgeReport };
export type Skipped = Readonly<Record<SkipReason, number>>;

/** Watches the scheduled purges of one register from outside. */
export class PurgeWatch {
  constructor(
    private readonly http: HttpClient,
    private readonly waiting: Waiting,
    readonly register: string,
  ) {}

  /** The last run begun so far; ids grow with time. */
  async mark(): Promise<string> {
    return (await this.runs()).at(-1)?.id ?? '';
  }

  /** The first scheduled run that began after the mark and is done. */
  finishedAfter(mark: string): Promise<Run> {
    return this.waiting.until(`the scheduled purge of ${this.register}`, async () => {
      const runs = await this.runs();
      return (
        runs.find(
          ({ id, state, startedBy, dryRun }) =>
            id > mark && state === 'done' && startedBy === 'system' && !dryRun,
        ) ?? null
      );
    });
  }

  /** How many persons all runs together have erased wholly. */
  async erasedPersons(): Promise<number> {
    return (await this.runs()).reduce(
      (sum, { report, dryRun }) => sum + (dryRun ? 0 : report.erased.persons),
      0,
    );
  }

  /** A register that has stated no retention is not purged, by hand no more than by schedule (Art. 5(1)(e) needs a period). */
  async requireRefusal(): Promise<void> {
    const { status, body } = await this.http.send<{ code: string }>('POST', this.path, { dryRun: false });
    requireEqual(`purge of ${this.register} by hand`, [status, body.code], [409, 'CONFIG_RETENTION_MISSING']);
    requireEqual(`purges of ${this.register}`, await this.runs(), []);
  }

  private async runs(): Promise<Run[]> {
    const { data } = await this.http.get<{ data: Run[] }>(`${this.path}?limit=200`);
    return data;
  }

  private get path(): string {
    return `/v1/registers/${this.register}/purges`;
  }
}
