import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, AuditLog } from '../audit/audit-log.js';
import { Clock } from '../clock.js';
import { Database } from '../database/database.js';
import type { DestroyedCategory } from '../ledger/erasure-ledger.entity.js';
import { ErasureLedger } from '../ledger/erasure-ledger.js';
import type { HashedPlan } from '../planning/planning.js';
import type { Effect } from './erasure.js';
import type { PersonFile } from './person-file.js';
import { LEFT_OF_DATA, LEFT_OF_PERSON } from './whereabouts.js';

export interface Why {
  readonly actor: Actor;
  readonly requestId?: string;
  readonly reason: 'request' | 'hold-ended' | 'retention';
}

/** Something that was to be destroyed is still there. The transaction ends with it, so nothing is half destroyed. */
export class ResidueFound extends Error {
  override readonly name = 'ResidueFound';

  constructor(readonly places: readonly string[]) {
    super(`Still there after the erasure: ${places.join(', ')}`);
  }
}

/** Hours in which the same finding about the same person is not written down again. */
const ONCE_IN_HOURS = 24;

/** Proves a destruction and writes it down: nothing left, an audit entry, an entry of the ledger. */
@Injectable()
export class DestructionRecord {
  constructor(
    private readonly database: Database,
    private readonly ledger: ErasureLedger,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Looks, in the transaction that destroys, for what should be gone. Throws ResidueFound. */
  async prove(
    tx: EntityManager,
    { customer }: PersonFile,
    { gone, emptied, person }: Effect,
    why: Why,
  ): Promise<void> {
    const rows = person
      ? await tx.query<{ place: string }[]>(LEFT_OF_PERSON, [customer.id, customer.keyId])
      : await tx.query<{ place: string }[]>(LEFT_OF_DATA, [[...gone], [...emptied], customer.keyId]);
    if (rows.length === 0) return;
    const found = new ResidueFound(rows.map(({ place }) => place));
    await this.tell(customer, found, why);
    throw found;
  }

  async write(
    tx: EntityManager,
    file: PersonFile,
    plan: HashedPlan,
    { gone, emptied, person }: Effect,
    why: Why,
  ): Promise<void> {
    const { id: customerId, register } = file.customer;
    const { planHash, policyVersion, policyHash } = plan;
    const reckoned = { data: gone.size, records: emptied.length, person };
    const kept = file.data.length - gone.size;
    const requestId = why.requestId ?? null;
    await this.audit.write(tx, register, {
      actor: why.actor,
      action: person ? 'person.erased' : 'person.partly-erased',
      customerId,
      requestId,
      details: {
        reason: why.reason,
        planHash,
        policyVersion,
        policyHash,
        ...reckoned,
        kept: Math.max(kept, 0),
      },
    });
    this.ledger.note(
      tx,
      register,
      {
        kind: 'erasure',
        customer: customerId,
        data: [...gone],
        records: emptied,
        person,
        reason: why.reason,
        request: requestId,
        planHash,
        policyVersion,
      },
      {
        ...reckoned,
        reason: why.reason,
        right: plan.right,
        planHash,
        policyVersion,
        policyHash,
        destroyed: destroyedIn(plan),
        kept: Math.max(kept, 0),
      },
    );
  }

  /** Committed apart: the transaction that found it is about to be undone. */
  private async tell(
    { register, id: customerId }: PersonFile['customer'],
    { places }: ResidueFound,
    why: Why,
  ): Promise<void> {
    const since = new Date(this.clock.now().getTime() - ONCE_IN_HOURS * 3_600_000);
    await this.database.apart(register, async (tx) => {
      const told = await tx.query<object[]>(
        `select 1 from audit_entry
          where customer_id = $1 and action = 'erasure.residue-found' and at > $2 limit 1`,
        [customerId, since],
      );
      if (told.length > 0) return;
      await this.audit.write(tx, register, {
        actor: 'system',
        action: 'erasure.residue-found',
        customerId,
        requestId: why.requestId ?? null,
        details: { places, reason: why.reason },
      });
    });
  }
}

/** What goes, category by category and rule by rule, in the order of the plan. */
function destroyedIn(plan: HashedPlan): DestroyedCategory[] {
  const found = new Map<string, DestroyedCategory>();
  for (const { category, outcome, rule, citation } of plan.data) {
    if (outcome !== 'erase' && outcome !== 'anonymise') continue;
    const key = JSON.stringify([category, outcome, rule, citation]);
    const count = (found.get(key)?.count ?? 0) + 1;
    found.set(key, { category, outcome, rule, citation, count });
  }
  return [...found.values()];
}
