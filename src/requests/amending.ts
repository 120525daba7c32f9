import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Customers } from '../customers/customers.service.js';
import { Erasure } from '../customers/erasure.js';
import { type DatumValue, type PersonFile, PersonFiles } from '../customers/person-file.js';
import type { HashedPlan } from '../planning/planning.js';
import { changedTo } from './proposal-view.js';
import type { Verdict } from './proposal-decisions.js';
import type { Proposal } from './proposals.js';

/** A proposal with what was decided of it. */
export interface Decided {
  readonly proposal: Proposal;
  readonly verdict: Verdict;
}

/** Writes into the register what a rectification changes. */
@Injectable()
export class Amending {
  constructor(
    private readonly customers: Customers,
    private readonly files: PersonFiles,
    private readonly erasure: Erasure,
  ) {}

  /** Alterations first: a statement stands beside what the datum says afterwards. Gives the statements by datum id. */
  async amend(
    tx: EntityManager,
    file: PersonFile,
    values: ReadonlyMap<string, DatumValue>,
    decided: readonly Decided[],
  ): Promise<ReadonlyMap<string, string>> {
    const key = await this.files.key(tx, file);
    const standing = new Map<string, string>();
    for (const { proposal, verdict } of decided) {
      const { datum, kind, category } = proposal;
      if (verdict.done === 'nothing' || kind === 'statement' || kind === 'delete') continue;
      if (datum === null) {
        const entered = { category, value: verdict.value, providedBy: 'data-subject' } as const;
        await this.customers.add(tx, file.customer, key, entered, 'system');
        continue;
      }
      const next = {
        value: changedTo(proposal, values.get(datum.id) ?? '', verdict.value),
        source: 'data-subject',
        // What was stated of a value that is now as the person wants it belongs to that value.
        ...(verdict.done === 'whole' ? { statement: null } : {}),
      };
      standing.set(datum.id, await this.customers.correct(tx, file, key, datum.id, next, 'system'));
    }
    const statements = new Map<string, string>();
    for (const { proposal, verdict } of decided) {
      const { datum, kind } = proposal;
      const statement =
        kind === 'statement' && verdict.done !== 'nothing' ? verdict.value : verdict.statement;
      if (datum === null || statement === null) continue;
      const beside = standing.get(datum.id) ?? datum.id;
      await this.customers.annotate(tx, file, key, beside, statement, 'system');
      const earlier = statements.get(datum.id);
      statements.set(datum.id, earlier === undefined ? statement : `${earlier}\n\n${statement}`);
    }
    return statements;
  }

  /** Erases what the plan says of the file as it stands by now: an erasure seals anew whatever stays. */
  async erase(
    tx: EntityManager,
    { customer }: PersonFile,
    plan: HashedPlan,
    requestId: string,
  ): Promise<void> {
    const file = await this.files.load(tx, customer.id, { lock: true });
    if (file) await this.erasure.apply(tx, file, plan, { actor: 'system', requestId, reason: 'request' });
  }
}
