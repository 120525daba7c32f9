import { Injectable } from '@nestjs/common';
import { ArrayContains, type EntityManager, In, IsNull, MoreThan } from 'typeorm';
import type { Actor } from '../audit/audit-log.js';
import { Clock } from '../clock.js';
import { Datum } from '../customers/datum.entity.js';
import type { RestrictedOperation } from '../domain/permitted-use.js';
import { PermittedUse } from './permitted-use.entity.js';
import { Restriction } from './restriction.entity.js';
import { Wall } from './wall.js';

/** Who wants to do what: a permission is for one member of staff and for what it names. */
export interface Use {
  readonly by: Actor;
  readonly operation: RestrictedOperation;
}

/** The one place that asks whether a person's data may be used. Access answers and fulfilment do not pass here. */
@Injectable()
export class RestrictionWall {
  constructor(private readonly clock: Clock) {}

  async of(tx: EntityManager, customerId: string, use?: Use): Promise<Wall> {
    return (await this.ofAll(tx, [customerId], use)).get(customerId) ?? new Wall([]);
  }

  /** A wall for every customer asked about; without a use no permission opens it. */
  async ofAll(tx: EntityManager, customerIds: readonly string[], use?: Use): Promise<Map<string, Wall>> {
    const rows = await tx.findBy(Restriction, { customerId: In([...customerIds]), liftedAt: IsNull() });
    const restricted = [...new Set(rows.map(({ customerId }) => customerId))];
    const permissions = use && restricted.length > 0 ? await this.permissions(tx, restricted, use) : [];
    const ids = rows.flatMap(({ data }) => data ?? []);
    const named = ids.length === 0 ? [] : await tx.findBy(Datum, { id: In(ids), supersededAt: IsNull() });
    return new Map(
      customerIds.map((id) => {
        const own = <Row extends { customerId: string }>(all: readonly Row[]) =>
          all.filter(({ customerId }) => customerId === id);
        return [id, new Wall(own(rows), own(permissions), own(named))];
      }),
    );
  }

  private permissions(
    tx: EntityManager,
    customerIds: readonly string[],
    { by, operation }: Use,
  ): Promise<PermittedUse[]> {
    if (by === 'system' || by === 'subject') return Promise.resolve([]);
    return tx.findBy(PermittedUse, {
      customerId: In([...customerIds]),
      staffId: by,
      operations: ArrayContains([operation]),
      validUntil: MoreThan(this.clock.now()),
    });
  }
}
