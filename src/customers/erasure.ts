import { Injectable } from '@nestjs/common';
import { Any, type EntityManager } from 'typeorm';
import { Clock } from '../clock.js';
import type { Plan } from '../domain/plan.js';
import { Hold } from '../holds/hold.entity.js';
import { SUPPRESSED_BY, suppressedBy } from '../objections/suppressed-by.js';
import { Suppressions } from '../objections/suppressions.js';
import type { HashedPlan } from '../planning/planning.js';
import { PermittedUse, permittedUsePlace } from '../restrictions/permitted-use.entity.js';
import { OrderStatistics } from '../statistics/order-statistics.js';
import { type DataKey, Vault } from '../vault/vault.js';
import { Customer } from './customer.entity.js';
import { Datum } from './datum.entity.js';
import { DestructionRecord, type Why } from './destruction-record.js';
import {
  customerPlace,
  datumPlace,
  type DatumValue,
  holdPlace,
  type PersonFile,
  statementPlace,
} from './person-file.js';
import { CustomerRecord } from './record.entity.js';
import { sealedThirdParties, thirdPartiesOf } from './third-parties.js';

/** Data sealed anew by one statement. */
const RESEALED_AT_ONCE = 500;

export interface Erased {
  readonly data: number;
  readonly records: number;
  /** True when nothing of the person is left and the key is destroyed. */
  readonly person: boolean;
}

/** What an entry of the ledger says was destroyed. */
export interface Noted {
  readonly data: readonly string[];
  readonly records: readonly string[];
  readonly person: boolean;
}

export interface Effect {
  /** Ids of the data that go. */
  readonly gone: ReadonlySet<string>;
  /** Ids of the records that go with them. */
  readonly emptied: readonly string[];
  readonly person: boolean;
}

/**
 * The only code that destroys a person's data. It does what the plan says in the caller's transaction, on a file
 * loaded with its row locked in that transaction, and proves there that nothing of it is left.
 */
@Injectable()
export class Erasure {
  constructor(
    private readonly vault: Vault,
    private readonly suppressions: Suppressions,
    private readonly statistics: OrderStatistics,
    private readonly record: DestructionRecord,
    private readonly clock: Clock,
  ) {}

  async apply(tx: EntityManager, file: PersonFile, plan: HashedPlan, why: Why): Promise<Erased> {
    const { gone, emptied, person } = effectOf(file, plan);
    const kept = file.data.filter(({ id }) => !gone.has(id));
    await this.statistics.add(tx, file, emptied);
    await this.keepProhibitions(tx, file, gone, kept.length === 0);
    if (gone.size > 0) await tx.delete(Datum, { id: Any([...gone]) });
    if (person) await this.removePerson(tx, file);
    else if (gone.size > 0) await this.forget(tx, file, kept, emptied);
    const effect = { gone, emptied, person };
    if (gone.size > 0 || person) {
      await this.record.prove(tx, file, effect, why);
      await this.record.write(tx, file, plan, effect, why);
    }
    return { data: gone.size, records: emptied.length, person };
  }

  /**
   * Destroys again what the ledger says was destroyed, in a database that was put back from a backup. No plan decides and
   * nothing is noted: that was done then. Where the key is gone already, the rows go unopened.
   */
  async again(tx: EntityManager, file: PersonFile, noted: Noted): Promise<Effect> {
    const effect = effectAgain(file, noted);
    const { gone, emptied, person } = effect;
    if (gone.size === 0 && emptied.length === 0 && !person) return effect;
    const { customer } = file;
    const readable = (await this.vault.openAll(tx, [customer.keyId])).size > 0;
    if (readable) await this.statistics.add(tx, file, emptied);
    if (gone.size > 0) await tx.delete(Datum, { id: Any([...gone]) });
    if (person) await this.removePerson(tx, file);
    else if (readable)
      await this.forget(
        tx,
        file,
        file.data.filter(({ id }) => !gone.has(id)),
        emptied,
      );
    else if (emptied.length > 0) await tx.delete(CustomerRecord, { id: Any([...emptied]) });
    await this.record.prove(tx, file, effect, { actor: 'system', reason: 'request' });
    return effect;
  }

  /** What the person forbade outlives the address it was tied to, and an erased customer number may not come back. */
  private async keepProhibitions(
    tx: EntityManager,
    file: PersonFile,
    gone: ReadonlySet<string>,
    wholly: boolean,
  ): Promise<void> {
    const { customer } = file;
    const key = await this.vault.open(tx, customer.keyId);
    const { prohibitions } = await tx.findOneByOrFail(Customer, { id: customer.id });
    const since = this.clock.today();
    // Before they go: a name is known by its postal address and the address by its name.
    if (file.data.some(({ id, category }) => gone.has(id) && SUPPRESSED_BY.includes(category))) {
      const known = file.data.filter(({ category }) => SUPPRESSED_BY.includes(category));
      const opened = known.map((datum) => ({
        category: datum.category,
        value: key.open<DatumValue>(datumPlace(datum), datum.sealed),
      }));
      for (const keys of suppressedBy(opened))
        await this.suppressions.write(tx, customer.register, keys, prohibitions, since);
    }
    if (!wholly) return;
    const { customerNumber } = key.open<{ customerNumber: string }>(customerPlace(customer), customer.sealed);
    await this.suppressions.write(tx, customer.register, { customerNumber }, ['erased'], since);
  }

  private async removePerson(tx: EntityManager, { customer }: PersonFile): Promise<void> {
    await tx.delete(CustomerRecord, { customerId: customer.id });
    await tx.delete(Hold, { customerId: customer.id });
    await tx.delete(Customer, { id: customer.id });
    await this.vault.destroy(tx, customer.keyId);
  }

  /** What stays is sealed under a new key and the old one destroyed: erased bytes in logs and backups cannot be opened. */
  private async forget(
    tx: EntityManager,
    file: PersonFile,
    kept: readonly Datum[],
    emptied: readonly string[],
  ): Promise<void> {
    const { customer } = file;
    if (emptied.length > 0) await tx.delete(CustomerRecord, { id: Any([...emptied]) });
    const before = await this.vault.open(tx, customer.keyId);
    const after = await this.vault.create(tx, customer.register, 'person');
    for (let from = 0; from < kept.length; from += RESEALED_AT_ONCE)
      await reseal(tx, before, after, kept.slice(from, from + RESEALED_AT_ONCE));
    for (const hold of await tx.findBy(Hold, { customerId: customer.id })) {
      await tx.update(Hold, hold.id, { sealed: resealed(before, after, holdPlace(hold), hold.sealed) });
    }
    for (const use of await tx.findBy(PermittedUse, { customerId: customer.id })) {
      const sealed = resealed(before, after, permittedUsePlace(use), use.sealed);
      await tx.update(PermittedUse, use.id, { sealed });
    }
    await tx.update(Customer, customer.id, {
      keyId: after.id,
      sealed: resealed(before, after, customerPlace(customer), customer.sealed),
      version: () => 'version + 1',
    });
    await this.vault.destroy(tx, customer.keyId);
  }
}

/** One statement for many data: of a large customer most may have to stay. */
async function reseal(
  tx: EntityManager,
  before: DataKey,
  after: DataKey,
  data: readonly Datum[],
): Promise<void> {
  await tx.query(
    `update datum set sealed = fresh.sealed, sealed_statement = fresh.statement, third_parties = fresh.parties
       from unnest($1::uuid[], $2::bytea[], $3::bytea[], $4::bytea[]) as fresh (id, sealed, statement, parties)
      where datum.id = fresh.id`,
    [
      data.map(({ id }) => id),
      data.map((datum) => resealed(before, after, datumPlace(datum), datum.sealed)),
      data.map(
        (datum) =>
          datum.sealedStatement && resealed(before, after, statementPlace(datum), datum.sealedStatement),
      ),
      data.map((datum) => sealedThirdParties(after, datum, thirdPartiesOf(before, datum))),
    ],
  );
}

const resealed = (before: DataKey, after: DataKey, place: string, sealed: Buffer) =>
  after.seal(place, before.open(place, sealed));

/** What a plan destroys of a person, before anything of it is done. */
export function effectOf(file: PersonFile, plan: Plan): Effect {
  const gone = new Set(
    plan.data
      .filter(({ outcome }) => outcome === 'erase' || outcome === 'anonymise')
      .map(({ datum }) => datum),
  );
  // Of a person without data the plan decides about the customer number.
  const person = gone.size > 0 && file.data.every(({ id }) => gone.has(id));
  const emptied = person ? file.records.map(({ id }) => id) : recordsEmptiedBy(file, gone);
  return { gone, emptied, person };
}

/** Of a person who went wholly nothing may be left, also what the backup has under ids that were gone before. */
export function effectAgain(file: PersonFile, { data, records, person }: Noted): Effect {
  const [ids, emptiedIds] = [new Set(data), new Set(records)];
  const going = file.data.filter(
    ({ id, recordId }) => person || ids.has(id) || (recordId !== null && emptiedIds.has(recordId)),
  );
  return {
    gone: new Set(going.map(({ id }) => id)),
    emptied: file.records.map(({ id }) => id).filter((id) => person || emptiedIds.has(id)),
    person,
  };
}

/** Records that lose their last datum go with it; a record that never held one stays until the person goes. */
function recordsEmptiedBy(file: PersonFile, gone: ReadonlySet<string>): string[] {
  const losing = new Set(file.data.map(({ id, recordId }) => (gone.has(id) ? recordId : null)));
  const keeping = new Set(file.data.map(({ id, recordId }) => (gone.has(id) ? null : recordId)));
  return file.records.map(({ id }) => id).filter((id) => losing.has(id) && !keeping.has(id));
}
