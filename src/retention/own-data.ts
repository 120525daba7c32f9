import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { Clock, startOf } from '../clock.js';
import { Database } from '../database/database.js';
import { Package } from '../delivery/package.entity.js';
import { addDays, type CalendarDate, lastDayLapsed } from '../domain/calendar-date.js';
import { Policies } from '../registers/policies.js';
import { CaseEnding } from '../requests/case-ending.js';
import { OWN_KINDS, OWN_ROWS, type OwnKind, ownPeriod } from './own-data-rules.js';
import { PurgeRun } from './purge-run.entity.js';

/** Things of one kind in one transaction. */
const BATCH = 100;

/** Ends the house's own data about requests when its periods are over (Art. 5(1)(e) binds it like everything else). */
@Injectable()
export class OwnData {
  private readonly end: Readonly<
    Record<OwnKind, (tx: EntityManager, ids: readonly string[], register: string) => Promise<unknown>>
  >;

  constructor(
    private readonly database: Database,
    private readonly policies: Policies,
    private readonly log: AuditLog,
    private readonly clock: Clock,
    cases: CaseEnding,
  ) {
    this.end = {
      caseFile: eachOf((tx, id) => cases.destroy(tx, id, 'caseFile')),
      lateNotifications: eachOf((tx, id) => cases.destroyLateNotification(tx, id)),
      unaskedLetters: eachOf((tx, id) => cases.destroyUnaskedLetter(tx, id)),
      packages: (tx, ids) => tx.delete(Package, { id: In([...ids]) }),
      identityEvidence: eachOf((tx, id) => cases.forgetEvidence(tx, id)),
      unverifiedRequests: eachOf((tx, id) => cases.lapseUnverified(tx, id)),
      purgeRuns: (tx, ids) => tx.delete(PurgeRun, { id: In([...ids]) }),
      auditEntries: (tx, ids, register) => this.log.end(tx, register, ids),
    };
  }

  /** Everything of this register that has lapsed by today. */
  async purge(register: string): Promise<Record<OwnKind, number>> {
    const ended = {} as Record<OwnKind, number>;
    for (const kind of OWN_KINDS) {
      ended[kind] = 0;
      let batch: number;
      do {
        batch = await this.database.inRegister(register, (tx) => this.batch(tx, register, kind));
        ended[kind] += batch;
      } while (batch === BATCH);
    }
    if (Object.values(ended).some((count) => count > 0)) {
      await this.database.inRegister(register, (tx) =>
        this.log.write(tx, register, { actor: 'system', action: 'own-data.purged', details: ended }),
      );
    }
    return ended;
  }

  private async batch(tx: EntityManager, register: string, kind: OwnKind): Promise<number> {
    // Two sweeps at once take turns, and the second finds nothing left.
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('own-data:' || $1, 0))`, [register]);
    const today = this.clock.today();
    const lapsed = await tx.query<{ id: string }[]>(
      `with day as (select $2::date as today)
       select id from (${OWN_ROWS[kind]}) own where since < $1 and kept is null order by since, id limit ${BATCH}`,
      [lapsedBefore(ownPeriod(this.policies.of(register), kind).period, today), today],
    );
    if (lapsed.length > 0)
      await this.end[kind](
        tx,
        lapsed.map(({ id }) => id),
        register,
      );
    return lapsed.length;
  }
}

/** What happened before this instant has been kept for its whole period. */
export function lapsedBefore(period: string, at: CalendarDate): Date {
  return startOf(addDays(lastDayLapsed(at, period), 1));
}

function eachOf(end: (tx: EntityManager, id: string) => Promise<void>) {
  return async (tx: EntityManager, ids: readonly string[]): Promise<void> => {
    for (const id of ids) await end(tx, id);
  };
}
