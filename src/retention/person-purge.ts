import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { effectOf, Erasure } from '../customers/erasure.js';
import { PersonFiles } from '../customers/person-file.js';
import { type DecidingPolicy, Planning } from '../planning/planning.js';
import { changed, RecipientTelling } from '../recipients/recipient-telling.js';
import { type PurgeReport, withPerson, withSkipped } from './purge-report.js';
import type { PurgeRun } from './purge-run.entity.js';
import { skipReasons } from './skip-reasons.js';

/** One person in a purge: passed over, planned and, unless it is a dry run, told of (Art. 19) and erased as planned. */
@Injectable()
export class PersonPurge {
  constructor(
    private readonly files: PersonFiles,
    private readonly planning: Planning,
    private readonly erasure: Erasure,
    private readonly telling: RecipientTelling,
  ) {}

  async purge(
    tx: EntityManager,
    { at, dryRun, by }: Pick<PurgeRun, 'at' | 'dryRun'> & { by: DecidingPolicy },
    customerId: string,
    report: PurgeReport,
  ): Promise<PurgeReport> {
    const file = await this.files.load(tx, customerId, { lock: true });
    if (file === null) return report;
    const skipped = (await skipReasons(tx, [file])).get(customerId);
    if (skipped) return withSkipped(report, skipped);
    const plan = this.planning.purgePlan(file, at, by);
    const { gone, emptied, person } = effectOf(file, plan);
    if (gone.size === 0) return withPerson(report, plan, { person: false, data: 0, records: 0 });
    if (dryRun) return withPerson(report, plan, { person, data: gone.size, records: emptied.length });
    const current = new Set(
      file.data.filter(({ supersededAt }) => supersededAt === null).map(({ id }) => id),
    );
    await this.telling.tell(
      tx,
      {
        causeId: customerId,
        right: 'erasure',
        planHash: plan.planHash,
        subject: { file },
        key: null,
      },
      // A former value was told of when it was corrected.
      changed(
        plan.data.filter(({ datum }) => gone.has(datum) && current.has(datum)),
        'erased',
      ),
    );
    const erased = await this.erasure.apply(tx, file, plan, { actor: 'system', reason: 'retention' });
    return withPerson(report, plan, erased);
  }
}
