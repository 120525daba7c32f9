import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../audit/audit-log.js';
import { Database } from '../database/database.js';
import type { Category, LiftingWish, Prohibition } from '../domain/category.js';
import { DomainError } from '../domain/domain-error.js';
import { Prohibitions } from '../objections/prohibitions.js';
import { SUPPRESSED_BY } from '../objections/suppressed-by.js';
import type { DataKey } from '../vault/vault.js';
import { CustomerAdmission } from './customer-admission.js';
import { CustomerEntries } from './customer-entries.js';
import type { NewCustomer } from './customer-intake.js';
import { Customer } from './customer.entity.js';
import { Datum } from './datum.entity.js';
import { DatumWriter, type NewValue } from './datum-writer.js';
import { requireValue } from './datum-value.js';
import type { NewDatum } from './new-datum.js';
import { openStatement, type PersonFile, statementPlace } from './person-file.js';

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
    await this.meetSuppression(tx, customer, input.category);
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
    next: NewValue,
    actor: Actor,
  ): Promise<string> {
    const old = data.find(({ id, supersededAt }) => id === datumId && supersededAt === null);
    if (!old) throw new DomainError('NOT_FOUND', { what: 'datum' });
    requireValue(old.category, next.value, '/value');
    const sealed = this.writer.reseal(customer, key, old, next);
    await this.writer.supersede(tx, old, sealed);
    if (old.recordId === null) await this.meetSuppression(tx, customer, old.category);
    const details = { datum: sealed.datum.id, supersedes: old.id, category: old.category };
    await this.entries.changed(tx, customer, { actor, action: 'datum.corrected', details });
    return sealed.datum.id;
  }

  /** Art. 16, second sentence: puts the person's statement beside a datum, after what was stated before. */
  async annotate(
    tx: EntityManager,
    { customer }: Pick<PersonFile, 'customer'>,
    key: DataKey,
    datumId: string,
    statement: string,
    actor: Actor,
  ): Promise<void> {
    const datum = await tx.findOneBy(Datum, { id: datumId, customerId: customer.id });
    if (!datum) throw new DomainError('NOT_FOUND', { what: 'datum' });
    const whole = [openStatement(key, datum), statement].filter((part) => part !== null).join('\n\n');
    await tx.update(Datum, datumId, { sealedStatement: key.seal(statementPlace(datum), whole) });
    const details = { datum: datumId, category: datum.category };
    await this.entries.changed(tx, customer, { actor, action: 'datum.statement-recorded', details });
  }

  /** Art. 21(2)–(3): adds prohibitions; never refused, not even while processing is restricted. */
  prohibit(
    tx: EntityManager,
    customer: Customer,
    flags: readonly Prohibition[],
    actor: Actor,
  ): Promise<Prohibition[]> {
    return this.setProhibitions(tx, customer, [...customer.prohibitions, ...flags], actor);
  }

  /** These and no others, suppressed so that they outlive an erasure. `liftedBy`: how the person asked for less. */
  async setProhibitions(
    tx: EntityManager,
    customer: Customer,
    wanted: readonly Prohibition[],
    actor: Actor,
    liftedBy?: LiftingWish,
  ): Promise<Prohibition[]> {
    const before = customer.prohibitions;
    const prohibitions = await this.prohibitions.set(tx, customer, wanted);
    const lifted = before.filter((flag) => !prohibitions.includes(flag));
    const details = {
      prohibitions,
      ...(lifted.length > 0 && { lifted, liftedBy: liftedBy ?? null }),
    };
    await this.entries.changed(tx, customer, { actor, action: 'customer.prohibitions-set', details });
    return prohibitions;
  }

  private async meetSuppression(tx: EntityManager, customer: Customer, category: Category): Promise<void> {
    if (SUPPRESSED_BY.includes(category)) await this.prohibitions.meet(tx, customer);
  }
}
