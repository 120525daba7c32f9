import { Injectable } from '@nestjs/common';
import {
  DataSource,
  type EntityManager,
  type EntitySubscriberInterface,
  type InsertEvent,
  type UpdateEvent,
} from 'typeorm';
import { Restriction } from '../restrictions/restriction.entity.js';
import { ErasureLedger } from './erasure-ledger.js';

/** Restrictions this transaction has lifted: the rows it wrote. */
const LIFTED_HERE = `
  select id, register, customer_id from restriction
   where xmin = pg_current_xact_id()::xid and lifted_at is not null`;

/**
 * Notes every restriction that is set or lifted, wherever that is done: a restored backup must not bring back into use
 * what was restricted since (Art. 18(2)).
 */
@Injectable()
export class RestrictionWatch implements EntitySubscriberInterface<Restriction> {
  constructor(
    dataSource: DataSource,
    private readonly ledger: ErasureLedger,
  ) {
    dataSource.subscribers.push(this);
  }

  listenTo(): typeof Restriction {
    return Restriction;
  }

  afterInsert({ entity, manager }: InsertEvent<Restriction>): void {
    const { id, register, customerId, ground, categories, data, requestItemId, since } = entity;
    this.ledger.note(manager, register, {
      kind: 'restriction',
      restriction: id,
      customer: customerId,
      ground,
      categories,
      data: data ?? null,
      item: requestItemId ?? null,
      since,
    });
  }

  async afterUpdate({ manager }: UpdateEvent<Restriction>): Promise<void> {
    for (const { id, register, customer_id: customer } of await liftedHere(manager))
      this.ledger.note(manager, register, { kind: 'restriction-lifted', restriction: id, customer });
  }
}

const liftedHere = (tx: EntityManager) =>
  tx.query<{ id: string; register: string; customer_id: string }[]>(LIFTED_HERE);
