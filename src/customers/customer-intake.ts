import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { type Actor, AuditLog } from '../audit/audit-log.js';
import { Clock } from '../clock.js';
import type { PersonType, Prohibition } from '../domain/category.js';
import type { PersonFacts } from '../domain/facts.js';
import { suppressedBy } from '../objections/suppressed-by.js';
import { prohibitionsIn, Suppressions } from '../objections/suppressions.js';
import { Vault } from '../vault/vault.js';
import { Customer } from './customer.entity.js';
import { DatumWriter, insertAll, numberOf, type SealedDatum } from './datum-writer.js';
import type { NewDatum } from './new-datum.js';
import { customerPlace } from './person-file.js';

/** A person to enter into the register. Facts left out are entered as "none". */
export interface NewCustomer extends Omit<PersonFacts, 'type'> {
  readonly customerNumber: string;
  readonly personType: PersonType;
  readonly prohibitions?: readonly Prohibition[];
  readonly data: readonly NewDatum[];
  readonly importDigest?: Buffer;
}

/** Enters people: a key each, everything sealed under it, and every prohibition that was there before them. */
@Injectable()
export class CustomerIntake {
  constructor(
    private readonly vault: Vault,
    private readonly writer: DatumWriter,
    private readonly suppressions: Suppressions,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** The caller has claimed the customer numbers and refused the erased ones. */
  async enter(
    tx: EntityManager,
    register: string,
    newcomers: readonly NewCustomer[],
    actor: Actor,
  ): Promise<Customer[]> {
    const suppressed = await this.suppressedFlags(tx, register, newcomers);
    const customers: Customer[] = [];
    const data: SealedDatum[] = [];
    for (const [position, newcomer] of newcomers.entries()) {
      const key = await this.vault.create(tx, register, 'person');
      const id = uuid();
      const flags = prohibitionsIn([...(newcomer.prohibitions ?? []), ...suppressed[position]!]);
      const { customerNumber } = newcomer;
      const sealed = key.seal(customerPlace({ register, id }), { customerNumber });
      const customer = { ...this.row(register, newcomer, flags), id, keyId: key.id, sealed };
      customers.push(customer);
      data.push(...newcomer.data.map((datum) => this.writer.seal(customer, key, datum)));
    }
    await insertAll(tx, Customer, customers);
    await this.writer.index(
      tx,
      customers.map((owner, position) => numberOf(owner, newcomers[position]!.customerNumber)),
    );
    await this.writer.insert(tx, data);
    await this.suppressProhibited(tx, register, newcomers);
    for (const { id } of customers) {
      await this.audit.write(tx, register, { actor, action: 'customer.created', customerId: id });
    }
    return customers;
  }

  private row(
    register: string,
    newcomer: NewCustomer,
    prohibitions: Prohibition[],
  ): Omit<Customer, 'id' | 'keyId' | 'sealed'> {
    return {
      register,
      personType: newcomer.personType,
      prohibitions,
      relationshipEnd: newcomer.relationshipEnd ?? null,
      contractEnd: newcomer.contractEnd ?? null,
      lastServiceContact: newcomer.lastServiceContact ?? null,
      lastContact: newcomer.lastContact ?? null,
      contactRoleEnd: newcomer.contactRoleEnd ?? null,
      importDigest: newcomer.importDigest ?? null,
      version: 1,
      createdAt: this.clock.now(),
    };
  }

  private async suppressedFlags(
    tx: EntityManager,
    register: string,
    newcomers: readonly NewCustomer[],
  ): Promise<string[][]> {
    const keys = newcomers.map(({ data, customerNumber }) => suppressedBy(data, customerNumber));
    const flags = await this.suppressions.flagsForAll(tx, register, keys.flat());
    return keys.map((own) => flags.splice(0, own.length).flat());
  }

  /** A prohibition entered with the person holds for the addresses even after an erasure. */
  private async suppressProhibited(
    tx: EntityManager,
    register: string,
    newcomers: readonly NewCustomer[],
  ): Promise<void> {
    for (const newcomer of newcomers) {
      const { prohibitions = [], data, customerNumber } = newcomer;
      for (const keys of prohibitions.length > 0 ? suppressedBy(data, customerNumber) : []) {
        await this.suppressions.write(tx, register, keys, prohibitions, this.clock.today());
      }
    }
  }
}
