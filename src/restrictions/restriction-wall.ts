import { Injectable } from '@nestjs/common';
import { type EntityManager, In, IsNull } from 'typeorm';
import type { Category } from '../domain/category.js';
import { DomainError } from '../domain/domain-error.js';
import { Restriction } from './restriction.entity.js';

type InForce = Pick<Restriction, 'ground' | 'categories' | 'since'>;

/**
 * What a person's restrictions close. Art. 18(2): storage only, so ordinary reads and writes ask here first.
 * A 17(3) remainder of a refused erasure closes its categories in the same way.
 */
export class Wall {
  constructor(private readonly inForce: readonly InForce[]) {}

  /** True when the whole person is restricted: lists leave them out and count them. */
  get closesAll(): boolean {
    return this.whole !== undefined;
  }

  closes(category: Category): boolean {
    return this.restrictionOf(category) !== undefined;
  }

  /** Throws RESTRICTED with the ground when the whole person is restricted. */
  refuseWhole(): void {
    refuse(this.whole);
  }

  /** Throws RESTRICTED with the ground when this category, or the whole person, is restricted. */
  refuse(category: Category): void {
    refuse(this.restrictionOf(category));
  }

  /** Leaves restricted items out and says how many. */
  sift<T>(items: readonly T[], category: (item: T) => Category): { open: T[]; restricted: number } {
    const open = items.filter((item) => !this.closes(category(item)));
    return { open, restricted: items.length - open.length };
  }

  private get whole(): InForce | undefined {
    return this.inForce.find(({ categories }) => categories === null);
  }

  private restrictionOf(category: Category): InForce | undefined {
    return this.whole ?? this.inForce.find(({ categories }) => categories?.includes(category));
  }
}

function refuse(restriction: InForce | undefined): void {
  if (!restriction) return;
  throw new DomainError('RESTRICTED', { ground: restriction.ground, since: restriction.since });
}

/** The one place that asks whether a person's data may be used. Access answers and fulfilment do not pass here. */
@Injectable()
export class RestrictionWall {
  async of(tx: EntityManager, customerId: string): Promise<Wall> {
    return (await this.ofAll(tx, [customerId])).get(customerId) ?? new Wall([]);
  }

  /** A wall for every customer asked about. */
  async ofAll(tx: EntityManager, customerIds: readonly string[]): Promise<Map<string, Wall>> {
    const rows = await tx.findBy(Restriction, { customerId: In([...customerIds]), liftedAt: IsNull() });
    const ofCustomer = new Map<string, Restriction[]>(customerIds.map((id) => [id, []]));
    for (const row of rows) ofCustomer.get(row.customerId)?.push(row);
    return new Map([...ofCustomer].map(([id, inForce]) => [id, new Wall(inForce)]));
  }
}
