import { createHash, randomInt, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { In, IsNull, type EntityManager } from 'typeorm';
import type { KeptCopy } from '../answers/kept-copy.js';
import type { OpenedPackage } from '../answers/package-archive.js';
import { type Actor, AuditLog } from '../audit/audit-log.js';
import { Clock } from '../clock.js';
import { Database } from '../database/database.js';
import { DomainError } from '../domain/domain-error.js';
import type { Link } from '../identity/link.entity.js';
import { type KeptLetter, paperOf } from '../mail/kept-letter.js';
import { OutgoingMail } from '../mail/outgoing-mail.entity.js';
import { mailPlace, packagePlace } from '../requests/case-file.js';
import { type Case, Cases } from '../requests/cases.js';
import { RequestNotices } from '../requests/request-notices.js';
import { pageReader } from './package-pages.js';
import { Package } from './package.entity.js';

const CODE_MINUTES = 10;
/** Wrong codes before a new one must be asked for: one in twenty million per code. */
const ATTEMPTS = 5;

/** The letter that points to a package, as long as it is kept. */
async function answerOf(
  tx: EntityManager,
  { requestId, itemId }: Package,
  { key }: Case,
): Promise<{ mail: OutgoingMail; letter: KeptLetter } | null> {
  const answers = await tx.findBy(OutgoingMail, { requestId, kind: 'answer', replacedBy: IsNull() });
  const mail = answers.find(({ itemIds }) => itemIds.includes(itemId));
  return mail ? { mail, letter: key.open<KeptLetter>(mailPlace(mail), mail.sealed) } : null;
}

/** The packages themselves, each step in the caller's transaction. */
@Injectable()
export class Packages {
  constructor(
    private readonly database: Database,
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
  private async addressOf(tx: EntityManager, pack: Package, opened: Case): Promise<string | null> {
    return (await answerOf(tx, pack, opened))?.letter.to ?? null;
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

  async open(tx: EntityManager, link: Link): Promise<OpenedPackage> {
    const { pack, opened } = await this.load(tx, link);
    // The right code stays good for its few minutes, so that several files can be fetched with it.
    await tx.update(Package, pack.id, { openedAt: this.clock.now(), codeAttempts: 0 });
    return this.contentsOf(tx, { pack, opened }, 'subject');
  }

  /** A copy is printed only where its answer is a letter that staff post. */
  async print(
    tx: EntityManager,
    of: { requestId: string; itemId: string },
    staffId: string,
  ): Promise<OpenedPackage> {
    // What came after the copy is a package of its own: the newest is the one to print.
    const pack = await tx.findOne(Package, { where: of, order: { createdAt: 'DESC' } });
    const posted = await tx.findBy(OutgoingMail, {
      requestId: of.requestId,
      state: In(['to-post', 'posted']),
    });
    if (!pack || !posted.some(({ itemIds }) => itemIds.includes(of.itemId)))
      throw new DomainError('NOT_FOUND', { what: 'copy to print' });
    return this.contentsOf(tx, { pack, opened: await this.cases.load(tx, of.requestId) }, staffId);
  }

  private async contentsOf(
    tx: EntityManager,
    { pack, opened }: { pack: Package; opened: Case },
    actor: Actor,
  ): Promise<OpenedPackage> {
    await this.audit.write(tx, pack.register, {
      actor,
      action: actor === 'subject' ? 'package.opened' : 'package.printed',
      requestId: pack.requestId,
      details: { packageId: pack.id },
    });
    const { reference, language } = opened.request;
    const answer = await answerOf(tx, pack, opened);
    return {
      name: `${reference}-${this.cases.item(opened, pack.itemId).right}`,
      madeAt: pack.createdAt,
      kept: opened.key.open<KeptCopy>(packagePlace(pack), pack.sealed),
      reader: pageReader(this.database, opened.key, pack),
      letter: answer && { paper: paperOf(answer.letter, language), madeAt: answer.mail.createdAt },
    };
  }

  private async load(tx: EntityManager, link: Link): Promise<{ pack: Package; opened: Case }> {
    const pack = await tx.findOneBy(Package, { id: link.targetId });
    if (!pack) throw new DomainError('LINK_EXPIRED');
    return { pack, opened: await this.cases.load(tx, pack.requestId) };
  }
}

const hashOf = (packageId: string, code: string) =>
  createHash('sha256').update(`${packageId}|${code}`).digest();
