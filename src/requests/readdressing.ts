import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { renderLetter } from '../answers/letter.js';
import { AuditLog } from '../audit/audit-log.js';
import { legalDate } from '../clock.js';
import { Package } from '../delivery/package.entity.js';
import { addDays } from '../domain/calendar-date.js';
import { DomainError } from '../domain/domain-error.js';
import { Links } from '../identity/links.js';
import { type KeptLetter, paperOf } from '../mail/kept-letter.js';
import { type AddressedLetter, Outbox, type Posting } from '../mail/outbox.js';
import { OutgoingMail } from '../mail/outgoing-mail.entity.js';
import { Policies } from '../registers/policies.js';
import { casePlace, mailPlace } from './case-file.js';
import { type Case, Cases } from './cases.js';
import type { ReaddressDto } from './dto/letter.dto.js';
import { Request } from './request.entity.js';

/** Sends what did not arrive another way: to an address staff have found, or by post. What was decided stays. */
@Injectable()
export class Readdressing {
  constructor(
    private readonly cases: Cases,
    private readonly policies: Policies,
    private readonly links: Links,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
  ) {}

  /** Throws INVALID_TRANSITION unless the letter failed or came back and none went out in its place yet. */
  async readdress(
    tx: EntityManager,
    requestId: string,
    letterId: string,
    dto: ReaddressDto,
    staffId: string,
  ): Promise<void> {
    if ((dto.email === undefined) === (dto.post !== true))
      throw new DomainError('INVALID_VALUE', { pointer: '/email', reason: 'EMAIL_OR_POST' });
    const opened = await this.cases.load(tx, requestId, { lock: true });
    const mail = await tx.findOneBy(OutgoingMail, { id: letterId, requestId });
    if (!mail) throw new DomainError('NOT_FOUND', { what: 'letter' });
    if ((mail.state !== 'failed' && mail.state !== 'bounced') || mail.replacedBy !== null)
      throw new DomainError('INVALID_TRANSITION', { from: mail.state, to: 'readdressed' });
    const to = dto.email ?? null;
    const replacedBy = await this.outbox.write(tx, {
      register: mail.register,
      kind: mail.kind as Posting['kind'],
      requestId,
      itemIds: mail.itemIds,
      key: opened.key,
      letter: await this.letterFor(tx, opened, mail, to),
    });
    await tx.update(OutgoingMail, mail.id, { replacedBy });
    await this.rememberAddress(tx, opened, to);
    await this.audit.write(tx, mail.register, {
      actor: staffId,
      action: 'mail.readdressed',
      requestId,
      details: { kind: mail.kind, mailId: mail.id, replacedBy, by: to === null ? 'post' : 'email' },
    });
  }

  /** The same answer, with a fresh link to its copy, or with the copy enclosed. */
  private async letterFor(
    tx: EntityManager,
    opened: Case,
    mail: OutgoingMail,
    to: string | null,
  ): Promise<AddressedLetter> {
    const kept = opened.key.open<KeptLetter>(mailPlace(mail), mail.sealed);
    const { byPost } = kept;
    if (byPost === undefined) return { ...kept, paper: paperOf(kept, opened.request.language), to };
    const policy = this.policies.of(mail.register);
    if (to === null) return { ...renderLetter({ ...byPost, policy }), byPost, to };
    const copy = byPost.copy && (await this.freshLink(tx, mail));
    const mailed = { street: null, posted: false, addressee: opened.file.name };
    return { ...renderLetter({ ...byPost, ...mailed, copy, policy }), byPost, to };
  }

  private async freshLink(tx: EntityManager, { register, requestId, itemIds }: OutgoingMail) {
    const pack = await tx.findOneBy(Package, { requestId: requestId!, itemId: itemIds[0]! });
    if (!pack) throw new DomainError('COPY_GONE');
    const link = await this.links.issue(tx, register, 'open-package', pack.id);
    return { link: link.url, until: addDays(legalDate(link.expiresAt), -1) };
  }

  /** Later letters of the case go the same way. */
  private async rememberAddress(
    tx: EntityManager,
    { request, key, file }: Case,
    to: string | null,
  ): Promise<void> {
    const sealed = key.seal(casePlace(request), { ...file, answerTo: to });
    await tx.update(Request, request.id, { sealed });
  }
}
