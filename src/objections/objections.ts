import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { type Actor, AuditLog } from '../audit/audit-log.js';
import { Clock } from '../clock.js';
import { Customer } from '../customers/customer.entity.js';
import { CustomerSearch } from '../customers/customer-search.js';
import { Customers } from '../customers/customers.service.js';
import { type Prohibition, PROHIBITIONS } from '../domain/category.js';
import { Suppressions } from './suppressions.js';

/**
 * Direct marketing stops the moment a person says so (Art. 21(2) and (3)): no proof of identity, no review, known
 * person or not. A suppression key keeps it so after an erasure and through every later import.
 */
@Injectable()
export class Objections {
  constructor(
    private readonly customers: Customers,
    private readonly suppressions: Suppressions,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly search: CustomerSearch,
  ) {}

  /** Whom an objection from this address may be about: everyone the register has under it. */
  under(tx: EntityManager, register: string, email: string | null): Promise<string[]> {
    return email === null
      ? Promise.resolve([])
      : this.search.find(tx, register, { field: 'email', value: email });
  }

  /**
   * @param flags what is forbidden; absent: all of it
   * @returns what changed, so that exactly this can be taken back
   */
  async stopMarketing(
    tx: EntityManager,
    register: string,
    who: { customerIds: readonly string[]; email: string | null },
    cause: { actor: Actor; requestId: string },
    flags: readonly Prohibition[] = PROHIBITIONS,
  ): Promise<Stopped> {
    const suppressed = who.email === null ? [] : await this.suppress(tx, register, who.email, flags);
    const known = await tx.find(Customer, {
      where: { id: In([...who.customerIds]) },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    const stopped: Stopped['customers'][number][] = [];
    for (const customer of known) {
      stopped.push({
        id: customer.id,
        flags: flags.filter((flag) => !customer.prohibitions.includes(flag)),
      });
      await this.customers.prohibit(tx, customer, flags, cause.actor);
    }
    await this.audit.write(tx, register, {
      ...cause,
      action: 'objection.in-force',
      details: { flags },
    });
    return { customers: stopped, suppressed };
  }

  /** Takes back what `stopMarketing` changed, and nothing that was forbidden before. */
  async allowAgain(
    tx: EntityManager,
    register: string,
    { customers, suppressed }: Stopped,
    email: string,
    cause: { actor: Actor; requestId: string },
  ): Promise<void> {
    for (const { id, flags } of customers) {
      const customer = await tx.findOneBy(Customer, { id });
      if (!customer) continue;
      const wanted = customer.prohibitions.filter((flag) => !flags.includes(flag));
      await this.customers.setProhibitions(tx, customer, wanted, cause.actor, 'undo-link');
    }
    await this.suppressions.remove(tx, register, { email }, suppressed);
    await this.audit.write(tx, register, { ...cause, action: 'objection.taken-back' });
  }

  private async suppress(
    tx: EntityManager,
    register: string,
    email: string,
    flags: readonly Prohibition[],
  ): Promise<Prohibition[]> {
    const before = await this.suppressions.flagsFor(tx, register, { email });
    await this.suppressions.write(tx, register, { email }, flags, this.clock.today());
    return flags.filter((flag) => !before.includes(flag));
  }
}

/** What an objection changed: the flags it newly set, per customer and in the suppression. */
export interface Stopped {
  readonly customers: readonly { readonly id: string; readonly flags: readonly Prohibition[] }[];
  readonly suppressed: readonly Prohibition[];
}
