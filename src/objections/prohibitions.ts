import { Injectable } from '@nestjs/common';
import { In, IsNull, type EntityManager } from 'typeorm';
import { Clock } from '../clock.js';
import { Customer } from '../customers/customer.entity.js';
import { Datum } from '../customers/datum.entity.js';
import { customerPlace, datumPlace, type DatumValue } from '../customers/person-file.js';
import type { Prohibition } from '../domain/category.js';
import { Vault } from '../vault/vault.js';
import { SUPPRESSED_BY, suppressedBy } from './suppressed-by.js';
import { prohibitionsIn, type SuppressionKeys, Suppressions } from './suppressions.js';

/** Art. 21(2)–(3): sets and takes back a person's prohibitions, and keeps the suppression in step with them. */
@Injectable()
export class Prohibitions {
  constructor(
    private readonly suppressions: Suppressions,
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  /** The prohibitions afterwards are exactly these, and the suppression with them. The caller has locked the row. */
  async set(tx: EntityManager, customer: Customer, wanted: readonly Prohibition[]): Promise<Prohibition[]> {
    const flags = prohibitionsIn(wanted);
    const withdrawn = customer.prohibitions.filter((flag) => !flags.includes(flag));
    const keys = await this.keysOf(tx, customer);
    for (const key of keys) {
      await this.suppressions.write(tx, customer.register, key, flags, this.clock.today());
      if (withdrawn.length > 0) await this.suppressions.remove(tx, customer.register, key, withdrawn);
    }
    await tx.update(Customer, customer.id, { prohibitions: flags });
    customer.prohibitions = flags;
    return flags;
  }

  /** Whoever comes back under an address of somebody who forbade it brings that prohibition along. */
  async meet(tx: EntityManager, customer: Customer): Promise<Prohibition[]> {
    const keys = await this.keysOf(tx, customer);
    const suppressed = await this.suppressions.flagsForAll(tx, customer.register, keys);
    const prohibitions = prohibitionsIn([...customer.prohibitions, ...suppressed.flat()]);
    if (prohibitions.length > customer.prohibitions.length) {
      await tx.update(Customer, customer.id, { prohibitions });
      customer.prohibitions = prohibitions;
    }
    return prohibitions;
  }

  /** Takes back what the person took back, unless another of their addresses forbids it still. */
  async part(tx: EntityManager, customer: Customer, flags: readonly string[]): Promise<void> {
    const keys = await this.keysOf(tx, customer);
    const suppressed = (await this.suppressions.flagsForAll(tx, customer.register, keys)).flat();
    const prohibitions = customer.prohibitions.filter(
      (flag) => !flags.includes(flag) || suppressed.includes(flag),
    );
    await tx.update(Customer, customer.id, { prohibitions });
  }

  /** Everything a prohibition of this person is kept by. */
  async keysOf(tx: EntityManager, customer: Customer): Promise<SuppressionKeys[]> {
    const key = await this.vault.open(tx, customer.keyId);
    const { customerNumber } = key.open<{ customerNumber: string }>(customerPlace(customer), customer.sealed);
    const data = await tx.findBy(Datum, {
      customerId: customer.id,
      recordId: IsNull(),
      supersededAt: IsNull(),
      category: In([...SUPPRESSED_BY]),
    });
    const opened = data.map((datum) => ({
      category: datum.category,
      value: key.open<DatumValue>(datumPlace(datum), datum.sealed),
    }));
    return suppressedBy(opened, customerNumber);
  }
}
