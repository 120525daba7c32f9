import { Injectable } from '@nestjs/common';
import { type EntityManager, MoreThan } from 'typeorm';
import { v7 as uuid } from 'uuid';
import type { Actor } from '../audit/audit-log.js';
import { Clock } from '../clock.js';
import { CustomerEntries } from '../customers/customer-entries.js';
import { type PersonFile, PersonFiles } from '../customers/person-file.js';
import { Database } from '../database/database.js';
import { coversDatum, type RestrictionScope } from '../domain/restriction-scope.js';
import { after, type ListQuery, page, type Page, rowsFor } from '../http/list.js';
import { changed, RecipientTelling } from '../recipients/recipient-telling.js';
import { RestrictionDto } from './dto/restriction.dto.js';
import { Restriction } from './restriction.entity.js';
import { requireScope } from './scope-of-person.js';

export interface NewRestriction extends RestrictionScope {
  readonly ground: Restriction['ground'];
  readonly requestItemId?: string | null;
}

/** Art. 18: sets restrictions; whoever received what is restricted is told (Art. 19). */
@Injectable()
export class Restrictions {
  constructor(
    private readonly database: Database,
    private readonly entries: CustomerEntries,
    private readonly files: PersonFiles,
    private readonly telling: RecipientTelling,
    private readonly clock: Clock,
  ) {}

  list(register: string, customerId: string, query: ListQuery): Promise<Page<RestrictionDto>> {
    return this.database.inRegister(register, async (tx) => {
      await this.entries.open(tx, customerId);
      const rows = await tx.find(Restriction, {
        where: { customerId, id: MoreThan(after(query)) },
        order: { id: 'ASC' },
        take: rowsFor(query),
      });
      return page(query, rows, RestrictionDto.from);
    });
  }

  set(
    register: string,
    customerId: string,
    { ground, categories, data = null, requestItemId = null }: NewRestriction,
    actor: Actor,
    version?: number,
  ): Promise<RestrictionDto> {
    return this.database.inRegister(register, async (tx) => {
      const { customer } = await this.entries.lock(tx, customerId, version);
      const file = (await this.files.load(tx, customerId))!;
      requireScope({ categories, data }, file.data);
      const restriction: Restriction = {
        id: uuid(),
        register,
        customerId,
        ground,
        categories: categories && [...categories],
        data: data && [...data],
        since: this.clock.today(),
        requestItemId,
        liftLetterId: null,
        liftNoticeAt: null,
        liftedAt: null,
      };
      await tx.insert(Restriction, restriction);
      const details = { restriction: restriction.id, ground, categories, data };
      await this.entries.changed(tx, customer, { actor, action: 'restriction.set', details });
      await this.tell(tx, restriction, file);
      return RestrictionDto.from(restriction);
    });
  }

  private tell(tx: EntityManager, restriction: Restriction, file: PersonFile): Promise<void> {
    const cause = { causeId: restriction.id, right: 'restriction', planHash: 'restriction' } as const;
    const restricted = file.data
      .filter((datum) => datum.supersededAt === null && coversDatum(restriction, datum))
      .map(({ id, category }) => ({ datum: id, category }));
    return this.telling.tell(
      tx,
      { ...cause, subject: { file }, key: null },
      changed(restricted, 'restricted'),
    );
  }
}
