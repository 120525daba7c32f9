import type { Category } from '../domain/category.js';
import { DomainError } from '../domain/domain-error.js';
import {
  coversCategory,
  coversDatum,
  coversPerson,
  type RestrictionScope,
  type ScopedDatum,
} from '../domain/restriction-scope.js';
import type { PermittedUse } from './permitted-use.entity.js';
import type { Restriction } from './restriction.entity.js';

type InForce = Pick<Restriction, 'ground' | 'since'> & RestrictionScope;
/** A permission of Art. 18(2) that holds now, for who asks and what they are doing. */
export type Permission = Pick<PermittedUse, 'id' | 'ground'> & RestrictionScope;

type Covers = (scope: RestrictionScope) => boolean;

/**
 * What a person's restrictions close. Art. 18(2): storage only, so ordinary reads and writes ask here first.
 * A 17(3) remainder of a refused erasure closes its categories in the same way.
 */
export class Wall {
  private readonly passedBy = new Set<Permission>();

  /** @param named the data in force that restrictions name, with their categories */
  constructor(
    private readonly inForce: readonly InForce[],
    private readonly permissions: readonly Permission[] = [],
    private readonly named: readonly ScopedDatum[] = [],
  ) {}

  /** True when nothing is restricted at all. */
  get isOpen(): boolean {
    return this.inForce.length === 0;
  }

  /** True when the whole person is restricted: lists leave them out and count them. */
  get closesAll(): boolean {
    return this.closedBy(coversPerson) !== undefined;
  }

  /** True when all data of the category are closed, also one that is only being entered. */
  closes(category: Category): boolean {
    return this.closedBy((scope) => coversCategory(scope, category)) !== undefined;
  }

  closesDatum(datum: ScopedDatum): boolean {
    return this.closedBy((scope) => coversDatum(scope, datum)) !== undefined;
  }

  /** True when some datum in force of the category is closed: whoever means the category would mean that datum too. */
  touches(category: Category): boolean {
    return this.touching(category) !== undefined;
  }

  /** Permissions without which something asked for would have been closed. */
  get used(): readonly Permission[] {
    return [...this.passedBy];
  }

  /** Throws RESTRICTED with the ground when the whole person is restricted. */
  refuseWhole(): void {
    refuse(this.closedBy(coversPerson));
  }

  /** The same, unless some part of the person is open to who asks; each datum is asked about then. */
  refuseEntry(): void {
    if (this.permissions.length === 0) this.refuseWhole();
  }

  /** Throws RESTRICTED with the ground when this category, or the whole person, is restricted. */
  refuse(category: Category): void {
    refuse(this.closedBy((scope) => coversCategory(scope, category)));
  }

  refuseDatum(datum: ScopedDatum): void {
    refuse(this.closedBy((scope) => coversDatum(scope, datum)));
  }

  refuseTouched(category: Category): void {
    refuse(this.touching(category));
  }

  /** Leaves restricted data out and says how many. */
  sift<T extends ScopedDatum>(data: readonly T[]): { open: T[]; restricted: number } {
    const open = data.filter((datum) => !this.closesDatum(datum));
    return { open, restricted: data.length - open.length };
  }

  private touching(category: Category): InForce | undefined {
    const whole = this.closedBy((scope) => coversCategory(scope, category));
    if (whole) return whole;
    const closed = this.named
      .filter((datum) => datum.category === category)
      .map((datum) => this.closedBy((scope) => coversDatum(scope, datum)));
    return closed.find((restriction) => restriction !== undefined);
  }

  /** The restriction that closes this, unless a permission opens it; the wider restriction gives the reason. */
  private closedBy(covers: Covers): InForce | undefined {
    const closing = this.inForce.filter(covers);
    if (closing.length === 0) return undefined;
    const permission = this.permissions.find(covers);
    if (!permission) return closing.find(coversPerson) ?? closing[0];
    this.passedBy.add(permission);
    return undefined;
  }
}

function refuse(restriction: InForce | undefined): void {
  if (!restriction) return;
  throw new DomainError('RESTRICTED', { ground: restriction.ground, since: restriction.since });
}
