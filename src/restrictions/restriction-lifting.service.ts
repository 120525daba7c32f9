import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../audit/audit-log.js';
import { Clock, noonOf } from '../clock.js';
import { CustomerEntries } from '../customers/customer-entries.js';
import { Database } from '../database/database.js';
import { DomainError } from '../domain/domain-error.js';
import { Nudges } from '../jobs/nudges.js';
import { type ToldDto, RestrictionDto } from './dto/restriction.dto.js';
import { LiftLetters } from './lift-letters.js';
import { Restriction } from './restriction.entity.js';

/** Which restriction of whom, and who acts. */
export interface Lifting {
  readonly register: string;
  readonly customerId: string;
  readonly id: string;
  readonly actor: Actor;
}

/** Art. 18(3): lifts restrictions once the person has been told. */
@Injectable()
export class RestrictionLifting {
  constructor(
    private readonly database: Database,
    private readonly entries: CustomerEntries,
    private readonly letters: LiftLetters,
    private readonly nudges: Nudges,
    private readonly clock: Clock,
  ) {}

  /**
   * Tells the person, or takes down how staff told them. A letter that has to be posted counts from the day staff say
   * it was. The first notice that reached its way counts.
   */
  noteLiftNotice(lifting: Lifting, told?: ToldDto): Promise<RestrictionDto> {
    const { register, id, actor } = lifting;
    return this.database.inRegister(register, async (tx) => {
      const { customer, restriction } = await this.lockInForce(tx, lifting);
      if (await this.letters.stands(tx, restriction)) return RestrictionDto.from(restriction);
      const notice = told
        ? await this.toldBy(tx, restriction, told)
        : await this.letters.write(tx, restriction);
      const change = { liftNoticeAt: notice.noticedAt, liftLetterId: notice.letterId };
      if (change.liftLetterId === restriction.liftLetterId && change.liftNoticeAt === null)
        return RestrictionDto.from(restriction);
      await tx.update(Restriction, id, change);
      const action =
        change.liftNoticeAt === null ? 'restriction.lift-notice-written' : 'restriction.lift-noticed';
      const details = { restriction: id, way: notice.way };
      await this.entries.changed(tx, customer, { actor, action, details });
      return RestrictionDto.from({ ...restriction, ...change });
    });
  }

  lift(lifting: Lifting): Promise<RestrictionDto> {
    const { register, customerId, id, actor } = lifting;
    return this.database.inRegister(register, async (tx) => {
      const { customer, restriction } = await this.lockInForce(tx, lifting);
      if (!(await this.letters.stands(tx, restriction))) throw new DomainError('LIFT_NOTICE_MISSING');
      restriction.liftedAt = this.clock.now();
      await tx.update(Restriction, id, { liftedAt: restriction.liftedAt });
      const details = { restriction: id };
      await this.entries.changed(tx, customer, { actor, action: 'restriction.lifted', details });
      this.database.afterCommit(() => this.nudges.resumeErasures(register, customerId));
      return RestrictionDto.from(restriction);
    });
  }

  /** The letter to post, as the bytes of a PDF. */
  letter({ register, customerId, id }: Omit<Lifting, 'actor'>): Promise<Buffer> {
    return this.database.inRegister(register, async (tx) => {
      const restriction = await tx.findOneBy(Restriction, { id, customerId });
      if (!restriction) throw new DomainError('NOT_FOUND', { what: 'restriction' });
      return this.letters.pdf(tx, restriction);
    });
  }

  private async toldBy(tx: EntityManager, restriction: Restriction, { how, on }: ToldDto) {
    const today = this.clock.today();
    if (on > today || on < restriction.since)
      throw new DomainError('INVALID_DATE_ORDER', { pointer: '/told/on' });
    const at = on === today ? this.clock.now() : noonOf(on);
    const letterId = await this.letters.settle(tx, restriction, how === 'letter' ? at : null);
    return { way: how, noticedAt: at, letterId };
  }

  /** What a refused erasure left behind (17(3)) ends with its erasure, never by lifting. */
  private async lockInForce(tx: EntityManager, { customerId, id }: Lifting) {
    const { customer } = await this.entries.lock(tx, customerId);
    const restriction = await tx.findOneBy(Restriction, { id, customerId });
    if (!restriction) throw new DomainError('NOT_FOUND', { what: 'restriction' });
    if (restriction.liftedAt !== null || restriction.ground === '17(3)') {
      throw new DomainError('INVALID_TRANSITION', { what: 'restriction' });
    }
    return { customer, restriction };
  }
}
