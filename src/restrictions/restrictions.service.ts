import { Injectable } from '@nestjs/common';
import { type EntityManager, MoreThan } from 'typeorm';
import { v7 as uuid } from 'uuid';
import type { Actor } from '../audit/audit-log.js';
import { Clock } from '../clock.js';
import { CustomerEntries } from '../customers/customer-entries.js';
import { Database } from '../database/database.js';
import type { Category } from '../domain/category.js';
import { DomainError } from '../domain/domain-error.js';
import { after, type ListQuery, page, type Page, rowsFor } from '../http/list.js';
import { Nudges } from '../jobs/nudges.js';
import { LiftNotices } from '../requests/lift-notices.js';
import { RestrictionDto } from './dto/restriction.dto.js';
import { Restriction } from './restriction.entity.js';

export interface NewRestriction {
  readonly ground: Restriction['ground'];
  /** `null` covers the whole person. */
  readonly categories: readonly Category[] | null;
  readonly requestItemId?: string | null;
}

/** Art. 18: sets restrictions, and lifts them once the person has been told. */
@Injectable()
export class Restrictions {
  constructor(
    private readonly database: Database,
    private readonly entries: CustomerEntries,
    private readonly nudges: Nudges,
    private readonly clock: Clock,
    private readonly notices: LiftNotices,
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
    input: NewRestriction,
    actor: Actor,
    version?: number,
  ): Promise<RestrictionDto> {
    return this.database.inRegister(register, async (tx) => {
      const { customer } = await this.entries.lock(tx, customerId, version);
      const { ground, categories, requestItemId = null } = input;
      const restriction: Restriction = {
        id: uuid(),
        register,
        customerId,
        ground,
        categories: categories === null ? null : [...categories],
        since: this.clock.today(),
        requestItemId,
        liftNoticeAt: null,
        liftedAt: null,
      };
      await tx.insert(Restriction, restriction);
      const details = { restriction: restriction.id, ground, categories };
      await this.entries.changed(tx, customer, { actor, action: 'restriction.set', details });
      return RestrictionDto.from(restriction);
    });
  }

  /** Art. 18(3): the person is told, by letter where they had asked for the restriction. The first notice counts. */
  noteLiftNotice(register: string, customerId: string, id: string, actor: Actor): Promise<RestrictionDto> {
    return this.database.inRegister(register, async (tx) => {
      const { customer, restriction } = await this.lockInForce(tx, customerId, id);
      if (restriction.liftNoticeAt === null) {
        restriction.liftNoticeAt = this.clock.now();
        await tx.update(Restriction, id, { liftNoticeAt: restriction.liftNoticeAt });
        await this.notices.send(tx, restriction.requestItemId);
        const details = { restriction: id };
        await this.entries.changed(tx, customer, { actor, action: 'restriction.lift-noticed', details });
      }
      return RestrictionDto.from(restriction);
    });
  }

  lift(register: string, customerId: string, id: string, actor: Actor): Promise<RestrictionDto> {
    return this.database.inRegister(register, async (tx) => {
      const { customer, restriction } = await this.lockInForce(tx, customerId, id);
      if (restriction.liftNoticeAt === null) throw new DomainError('LIFT_NOTICE_MISSING');
      restriction.liftedAt = this.clock.now();
      await tx.update(Restriction, id, { liftedAt: restriction.liftedAt });
      const details = { restriction: id };
      await this.entries.changed(tx, customer, { actor, action: 'restriction.lifted', details });
      this.database.afterCommit(() => this.nudges.resumeErasures(register, customerId));
      return RestrictionDto.from(restriction);
    });
  }

  /** What a refused erasure left behind (17(3)) ends with its erasure, never by lifting. */
  private async lockInForce(tx: EntityManager, customerId: string, id: string) {
    const { customer } = await this.entries.lock(tx, customerId);
    const restriction = await tx.findOneBy(Restriction, { id, customerId });
    if (!restriction) throw new DomainError('NOT_FOUND', { what: 'restriction' });
    if (restriction.liftedAt !== null || restriction.ground === '17(3)') {
      throw new DomainError('INVALID_TRANSITION', { what: 'restriction' });
    }
    return { customer, restriction };
  }
}
