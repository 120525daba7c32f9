import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../audit/audit-log.js';
import { Database } from '../database/database.js';
import type { Category, Prohibition } from '../domain/category.js';
import { DomainError } from '../domain/domain-error.js';
import { Prohibitions } from '../objections/prohibitions.js';
import type { DataKey } from '../vault/vault.js';
import { CustomerAdmission } from './customer-admission.js';
import { CustomerEntries } from './customer-entries.js';
import type { NewCustomer } from './customer-intake.js';
import { Customer } from './customer.entity.js';
import { DatumWriter } from './datum-writer.js';
import { requireValue } from './datum-value.js';
import type { NewDatum } from './new-datum.js';
import type { DatumValue, PersonFile } from './person-file.js';

/** Changes to a customer, each in the caller's transaction on a locked row, each a new version and an audit entry. */
@Injectable()
export class Customers {
  constructor(
    private readonly database: Database,
    private readonly admission: CustomerAdmission,
    private readonly entries: CustomerEntries,
    private readonly prohibitions: Prohibitions,
    private readonly writer: DatumWriter,
  ) {}

  /** Refuses a customer number that is taken, or whose person has been erased. */
  create(register: string, input: NewCustomer, actor: Actor): Promise<Customer> {
    return this.database.inRegister(register, (tx) => this.admission.admit(tx, register, input, actor));
  }

  async add(
    tx: EntityManager,
    customer: Customer,
    key: DataKey,
    input: NewDatum,
    actor: Actor,
  ): Promise<string> {
    const sealed = this.writer.seal(customer, key, input);
    await this.writer.insert(tx, [sealed]);
    await this.meetSuppression(tx, customer, input.category, input.value);
    const details = { datum: sealed.datum.id, category: input.category };
    await this.entries.changed(tx, customer, { actor, action: 'datum.added', details });
    return sealed.datum.id;
  }

  /** Art. 16: the new value takes the old one's place; the old stays as history. Returns the new datum's id. */
  async correct(
    tx: EntityManager,
    { customer, data }: PersonFile,
    key: DataKey,
    datumId: string,
    value: DatumValue,
    source: string,
    actor: Actor,
  ): Promise<string> {
    const old = data.find(({ id, supersededAt }) => id === datumId && supersededAt === null);
    if (!old) throw new DomainError('NOT_FOUND', { what: 'datum' });
    requireValue(old.category, value, '/value');
    const next = this.writer.reseal(customer, key, old, value, source);
    await this.writer.supersede(tx, old, next);
    if (old.recordId === null) await this.meetSuppression(tx, customer, old.category, value);
    const details = { datum: next.datum.id, supersedes: old.id, category: old.category };
    await this.entries.changed(tx, customer, { actor, action: 'datum.corrected', details });
    return next.datum.id;
  }

  /** Art. 21(2)–(3): adds prohibitions; never refused, not even while processing is restricted. */
  async prohibit(
    tx: EntityManager,
    customer: Customer,
    flags: readonly Prohibition[],
    actor: Actor,
  ): Promise<Prohibition[]> {
    return this.noted(tx, customer, await this.prohibitions.add(tx, customer, flags), actor);
  }

  /** What staff record in the person's name; suppressed too, so that it outlives an erasure. */
  async setProhibitions(
    tx: EntityManager,
    customer: Customer,
    wanted: readonly Prohibition[],
    actor: Actor,
  ): Promise<Prohibition[]> {
    return this.noted(tx, customer, await this.prohibitions.set(tx, customer, wanted), actor);
  }

  private async noted(
    tx: EntityManager,
    customer: Customer,
    prohibitions: Prohibition[],
    actor: Actor,
  ): Promise<Prohibition[]> {
    const note = { actor, action: 'customer.prohibitions-set', details: { prohibitions } };
    await this.entries.changed(tx, customer, note);
    return prohibitions;
  }

  private async meetSuppression(
    tx: EntityManager,
    customer: Customer,
    category: Category,
    value: DatumValue,
  ): Promise<void> {
    if (typeof value !== 'string') return;
    if (category === 'email') await this.prohibitions.meet(tx, customer, { email: value });
    if (category === 'phone') await this.prohibitions.meet(tx, customer, { phone: value });
  }
}
