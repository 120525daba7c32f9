import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { AuditLog, type AuditNote } from '../audit/audit-log.js';
import { DomainError } from '../domain/domain-error.js';
import { Policies } from '../registers/policies.js';
import { RestrictionWall, type Use } from '../restrictions/restriction-wall.js';
import type { Wall } from '../restrictions/wall.js';
import { Customer } from './customer.entity.js';
import { purposeOf, type Reader } from './purpose.js';

export interface CustomerEntry {
  readonly customer: Customer;
  readonly wall: Wall;
}

/** Opens a customer for reading or for change: existence, lock, version, restriction and audit. */
@Injectable()
export class CustomerEntries {
  constructor(
    private readonly walls: RestrictionWall,
    private readonly policies: Policies,
    private readonly audit: AuditLog,
  ) {}

  /** @param use who wants to do what; without it no permission of Art. 18(2) opens what is restricted */
  async open(tx: EntityManager, id: string, use?: Use): Promise<CustomerEntry> {
    return this.walled(tx, await tx.findOneBy(Customer, { id }), use);
  }

  /** Leaves restricted persons out and says how many. */
  async openAll(
    tx: EntityManager,
    customers: readonly Customer[],
    use?: Use,
  ): Promise<{ open: CustomerEntry[]; restricted: number }> {
    const walls = await this.walls.ofAll(
      tx,
      customers.map(({ id }) => id),
      use,
    );
    const open = customers
      .map((customer) => ({ customer, wall: walls.get(customer.id)! }))
      .filter(({ wall }) => !wall.closesAll);
    return { open, restricted: customers.length - open.length };
  }

  /** Takes the row for the transaction. With a version (If-Match) it refuses to overwrite what the caller never saw. */
  async lock(tx: EntityManager, id: string, version?: number, use?: Use): Promise<CustomerEntry> {
    const customer = await tx.findOne(Customer, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (customer && version !== undefined && customer.version !== version) {
      throw new DomainError('VERSION_MISMATCH', { what: 'customer' });
    }
    return this.walled(tx, customer, use);
  }

  /** Every change below a customer is a new version of the customer. */
  async changed(
    tx: EntityManager,
    customer: Pick<Customer, 'id' | 'register'>,
    note: Omit<AuditNote, 'customerId'>,
  ): Promise<void> {
    await tx.increment(Customer, { id: customer.id }, 'version', 1);
    await this.audit.write(tx, customer.register, { ...note, customerId: customer.id });
  }

  /** The same for many changes at once: one new version for each customer, one entry for each change. */
  async changedAll(tx: EntityManager, register: string, notes: readonly AuditNote[]): Promise<void> {
    const ids = [...new Set(notes.flatMap(({ customerId }) => (customerId ? [customerId] : [])))];
    if (ids.length > 0) await tx.increment(Customer, { id: In(ids) }, 'version', 1);
    for (const note of notes) await this.audit.write(tx, register, note);
  }

  /** Every read of personal data is noted with the purpose it was for. */
  async wasRead(
    tx: EntityManager,
    register: string,
    reader: Reader,
    note: Omit<AuditNote, 'actor'>,
  ): Promise<void> {
    const purpose = purposeOf(reader, this.policies.of(register));
    await this.audit.write(tx, register, {
      ...note,
      actor: reader.actor,
      details: { purpose, ...note.details },
    });
  }

  /** Art. 18(2): every use of restricted data is noted, with the permission that opened them and its ground. */
  async usesNoted(
    tx: EntityManager,
    entries: readonly CustomerEntry[],
    { by, operation }: Use,
  ): Promise<void> {
    for (const { customer, wall } of entries) {
      for (const { id, ground } of wall.used) {
        await this.audit.write(tx, customer.register, {
          actor: by,
          action: 'restricted-data.used',
          customerId: customer.id,
          details: { permittedUse: id, ground, operation },
        });
      }
    }
  }

  private async walled(tx: EntityManager, customer: Customer | null, use?: Use): Promise<CustomerEntry> {
    if (!customer) throw new DomainError('NOT_FOUND', { what: 'customer' });
    return { customer, wall: await this.walls.of(tx, customer.id, use) };
  }
}
