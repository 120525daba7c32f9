import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../clock.js';
import { PersonFiles } from '../customers/person-file.js';
import { DomainError } from '../domain/domain-error.js';
import { coversDatum, coversPerson } from '../domain/restriction-scope.js';
import { OutgoingMail } from '../mail/outgoing-mail.entity.js';
import { LiftNotices } from '../requests/lift-notices.js';
import { UnaskedLetters } from '../requests/unasked-letters.js';
import type { Restriction } from './restriction.entity.js';

/** How the person is being told, and when that counts; `null`: not yet. */
export interface LiftNotice {
  readonly way: 'case' | 'mail' | 'post';
  readonly noticedAt: Date | null;
  readonly letterId: string | null;
}

/** Art. 18(3): the letter that announces the end of a restriction, from its case or without one. */
@Injectable()
export class LiftLetters {
  constructor(
    private readonly notices: LiftNotices,
    private readonly letters: UnaskedLetters,
    private readonly files: PersonFiles,
    private readonly clock: Clock,
  ) {}

  /** True when the person has been told. A mail that was given up has told nobody. */
  async stands(tx: EntityManager, { liftNoticeAt, liftLetterId }: Restriction): Promise<boolean> {
    if (liftNoticeAt === null) return false;
    return liftLetterId === null || !(await tx.existsBy(OutgoingMail, { id: liftLetterId, state: 'failed' }));
  }

  /** By the case the restriction came from; else to the address on record. Throws INVALID_VALUE where there is none. */
  async write(tx: EntityManager, restriction: Restriction): Promise<LiftNotice> {
    const noticedAt = this.clock.now();
    if (await this.notices.send(tx, restriction.requestItemId))
      return { way: 'case', noticedAt, letterId: null };
    const waiting = await this.waiting(tx, restriction);
    if (waiting) return { way: 'post', noticedAt: null, letterId: waiting.id };
    const file = (await this.files.load(tx, restriction.customerId))!;
    const concerned = file.data.filter((datum) => coversDatum(restriction, datum));
    const scope = coversPerson(restriction)
      ? []
      : (restriction.categories ?? concerned.map(({ category }) => category));
    const letter = await this.letters.write(tx, await this.files.subject(tx, file), {
      kind: 'restriction-lifted',
      on: this.clock.today(),
      categories: [...new Set(scope)],
    });
    if (!letter) throw new DomainError('INVALID_VALUE', { pointer: '/told', reason: 'NO_ADDRESS' });
    return { way: letter.way, noticedAt: letter.way === 'mail' ? noticedAt : null, letterId: letter.id };
  }

  /** Staff told the person: a letter that waits was posted then, or is no longer needed. @returns the letter that told */
  async settle(tx: EntityManager, restriction: Restriction, postedAt: Date | null): Promise<string | null> {
    const waiting = await this.waiting(tx, restriction);
    if (!waiting) return null;
    const end =
      postedAt === null ? { state: 'failed' as const } : { state: 'posted' as const, sentAt: postedAt };
    await tx.update(OutgoingMail, waiting.id, end);
    return postedAt === null ? null : waiting.id;
  }

  /** The letter as it is to be posted. Throws NOT_FOUND where none was written. */
  async pdf(tx: EntityManager, { liftLetterId }: Restriction): Promise<Buffer> {
    if (liftLetterId === null || !(await tx.existsBy(OutgoingMail, { id: liftLetterId })))
      throw new DomainError('NOT_FOUND', { what: 'letter' });
    return this.letters.pdf(tx, liftLetterId);
  }

  private async waiting(tx: EntityManager, { liftLetterId }: Restriction): Promise<OutgoingMail | null> {
    return liftLetterId === null ? null : tx.findOneBy(OutgoingMail, { id: liftLetterId, state: 'to-post' });
  }
}
