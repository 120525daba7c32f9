import { createHash, randomInt, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import type { PackageFile } from '../answers/answer.js';
import { type Actor, AuditLog } from '../audit/audit-log.js';
import { Clock } from '../clock.js';
import { DomainError } from '../domain/domain-error.js';
import type { Link } from '../identity/link.entity.js';
import type { KeptLetter } from '../mail/outbox.js';
import { OutgoingMail } from '../mail/outgoing-mail.entity.js';
import { mailPlace, packagePlace } from '../requests/case-file.js';
import { type Case, Cases } from '../requests/cases.js';
import { RequestNotices } from '../requests/request-notices.js';
import { Package } from './package.entity.js';

const CODE_MINUTES = 10;
/** Wrong codes before a new one must be asked for: one in twenty million per code. */
const ATTEMPTS = 5;

/** The packages themselves, each step in the caller's transaction. */
@Injectable()
export class Packages {
  constructor(
    private readonly cases: Cases,
    private readonly notices: RequestNotices,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  async sendCode(tx: EntityManager, link: Link): Promise<void> {
    const { pack, opened } = await this.load(tx, link);
    const code = String(randomInt(100_000_000)).padStart(8, '0');
    const codeExpiresAt = new Date(this.clock.now().getTime() + CODE_MINUTES * 60_000);
    await tx.update(Package, pack.id, { codeHash: hashOf(pack.id, code), codeExpiresAt, codeAttempts: 0 });
    const notice = { kind: 'package-code', code, minutes: CODE_MINUTES } as const;
    await this.notices.send(tx, opened, notice, await this.addressOf(tx, pack, opened));
  }

  /** The code goes where the link went, also when the register has since forgotten the address. */
  private async addressOf(tx: EntityManager, pack: Package, { key }: Case): Promise<string | null> {
    const answers = await tx.findBy(OutgoingMail, { requestId: pack.requestId, kind: 'answer' });
    const answer = answers.find(({ itemIds }) => itemIds.includes(pack.itemId));
    return answer ? key.open<KeptLetter>(mailPlace(answer), answer.sealed).to : null;
  }

  /** Counts the attempt first, in one statement, so that many at once are no more than allowed. */
  async isRight(tx: EntityManager, link: Link, code: string): Promise<boolean> {
    const counted = await tx
      .createQueryBuilder()
      .update(Package)
      .set({ codeAttempts: () => 'code_attempts + 1' })
      .where('id = :id and code_attempts < :most and code_expires_at > :now', {
        id: link.targetId,
        most: ATTEMPTS,
        now: this.clock.now(),
      })
      .returning('code_hash')
      .execute();
    const [row] = counted.raw as { code_hash: Buffer }[];
    return row !== undefined && timingSafeEqual(row.code_hash, hashOf(link.targetId, code));
  }

  async open(tx: EntityManager, link: Link): Promise<readonly PackageFile[]> {
    const { pack, opened } = await this.load(tx, link);
    // The right code stays good for its few minutes, so that several files can be fetched with it.
    await tx.update(Package, pack.id, { openedAt: this.clock.now(), codeAttempts: 0 });
    return this.filesOf(tx, { pack, opened }, 'subject');
  }

  /** A copy is printed only where its answer is a letter that staff post. */
  async print(
    tx: EntityManager,
    of: { requestId: string; itemId: string },
    staffId: string,
  ): Promise<readonly PackageFile[]> {
    const pack = await tx.findOneBy(Package, of);
    const posted = await tx.findBy(OutgoingMail, {
      requestId: of.requestId,
      state: In(['to-post', 'posted']),
    });
    if (!pack || !posted.some(({ itemIds }) => itemIds.includes(of.itemId)))
      throw new DomainError('NOT_FOUND', { what: 'copy to print' });
    return this.filesOf(tx, { pack, opened: await this.cases.load(tx, of.requestId) }, staffId);
  }

  private async filesOf(
    tx: EntityManager,
    { pack, opened }: { pack: Package; opened: Case },
    actor: Actor,
  ): Promise<readonly PackageFile[]> {
    await this.audit.write(tx, pack.register, {
      actor,
      action: actor === 'subject' ? 'package.opened' : 'package.printed',
      requestId: pack.requestId,
      details: { packageId: pack.id },
    });
    return opened.key.open<PackageFile[]>(packagePlace(pack), pack.sealed);
  }

  private async load(tx: EntityManager, link: Link): Promise<{ pack: Package; opened: Case }> {
    const pack = await tx.findOneBy(Package, { id: link.targetId });
    if (!pack) throw new DomainError('LINK_EXPIRED');
    return { pack, opened: await this.cases.load(tx, pack.requestId) };
  }
}

const hashOf = (packageId: string, code: string) =>
  createHash('sha256').update(`${packageId}|${code}`).digest();
