import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { LedgerRow } from '../ledger/erasure-ledger.entity.js';
import type { LedgerEntry, LiftNote, RestrictionNote, WithdrawalNote } from '../ledger/ledger-line.js';
import type { ReadEntry } from '../ledger/ledger-reader.js';
import { ErasureReplay } from './erasure-replay.js';
import type { HashedPeople } from './people-by-hash.js';
import type { Tally } from './replay-report.js';
import { SuppressionReplay } from './suppression-replay.js';

/** Does one entry of the ledger again, and says in the same transaction that it is done. */
@Injectable()
export class EntryReplay {
  constructor(
    private readonly erasures: ErasureReplay,
    private readonly suppressions: SuppressionReplay,
    private readonly audit: AuditLog,
  ) {}

  readPeople(tx: EntityManager, register: string): Promise<HashedPeople> {
    return this.suppressions.readPeople(tx, register);
  }

  async replay(
    tx: EntityManager,
    register: string,
    { entry, hash, state }: ReadEntry,
    people: HashedPeople,
    tally: Tally,
  ): Promise<void> {
    const known = await tx.query<object[]>('select 1 from erasure_ledger where id = $1', [entry.id]);
    if (known.length > 0) return;
    if (!(await this.again(tx, register, { entry, hash, state }, people, tally))) return;
    tally.entries += 1;
    await tx.insert(LedgerRow, {
      id: entry.id,
      register,
      at: new Date(entry.at),
      kind: entry.kind,
      hash,
      requestId: entry.kind === 'erasure' ? entry.request : null,
      details: null,
    });
  }

  /** @returns false when it is left undone */
  private async again(
    tx: EntityManager,
    register: string,
    { entry, state }: ReadEntry,
    people: HashedPeople,
    tally: Tally,
  ): Promise<boolean> {
    if (entry.kind === 'erasure') return this.erasures.replay(tx, register, entry, state, tally);
    if (
      state === 'unsettled' &&
      (entry.kind === 'restriction-lifted' || entry.kind === 'suppression-taken-back')
    ) {
      // What protects a person is done in doubt; what ends a protection is not.
      tally.tell('undecided', entry.id);
      return false;
    }
    if (entry.kind === 'restriction') await this.restrict(tx, register, entry, tally);
    else if (entry.kind === 'consent-withdrawn') await this.withdraw(tx, register, entry, tally);
    else if (entry.kind === 'restriction-lifted') await this.lift(tx, register, entry, tally);
    else {
      await this.suppressions.replay(tx, register, entry, people);
      tally[entry.kind === 'suppression' ? 'suppressed' : 'allowedAgain'] += 1;
    }
    return true;
  }

  /** By statements of its own: written as an entity it would be noted in the ledger as a new one. */
  private async restrict(
    tx: EntityManager,
    register: string,
    entry: LedgerEntry & RestrictionNote,
    tally: Tally,
  ): Promise<void> {
    const rows = await tx.query<object[]>(
      `insert into restriction (id, register, customer_id, ground, categories, data, since, request_item_id)
       select $1, $2, $3, $4, $5, $6, $7, $8 where exists (select from customer where id = $3)
       on conflict (id) do nothing returning id`,
      [
        entry.restriction,
        register,
        entry.customer,
        entry.ground,
        entry.categories,
        entry.data ?? null,
        entry.since,
        entry.item ?? null,
      ],
    );
    await this.told(tx, register, entry, rows.length > 0, tally, 'restricted');
  }

  private async lift(
    tx: EntityManager,
    register: string,
    entry: LedgerEntry & LiftNote,
    tally: Tally,
  ): Promise<void> {
    const [rows] = await tx.query<[object[], number]>(
      `update restriction set lifted_at = $2 where id = $1 and lifted_at is null returning id`,
      [entry.restriction, entry.at],
    );
    await this.told(tx, register, entry, rows.length > 0, tally, 'lifted');
  }

  /** An earlier day that the backup knows stays: what rested on the consent ended then. */
  private async withdraw(
    tx: EntityManager,
    register: string,
    entry: LedgerEntry & WithdrawalNote,
    tally: Tally,
  ): Promise<void> {
    const [table, column] =
      entry.of === 'datum' ? ['datum', 'consent_withdrawn_on'] : ['marketing_consent', 'withdrawn_on'];
    const [rows] = await tx.query<[object[], number]>(
      `update ${table} set ${column} = $3
        where id = $1 and customer_id = $2 and ${column} is null returning id`,
      [entry.consent, entry.customer, entry.on],
    );
    await this.told(tx, register, entry, rows.length > 0, tally, 'withdrawn');
  }

  private async told(
    tx: EntityManager,
    register: string,
    entry: LedgerEntry & (RestrictionNote | LiftNote | WithdrawalNote),
    done: boolean,
    tally: Tally,
    as: 'restricted' | 'lifted' | 'withdrawn',
  ): Promise<void> {
    tally[done ? as : 'absent'] += 1;
    if (!done) return;
    await this.audit.write(tx, register, {
      actor: 'system',
      action: 'restore.replayed',
      customerId: entry.customer,
      details: {
        entry: entry.id,
        kind: entry.kind,
        ...('consent' in entry ? { consent: entry.consent } : { restriction: entry.restriction }),
      },
    });
  }
}
