import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../clock.js';
import { Package } from '../delivery/package.entity.js';
import { Transmission } from '../delivery/transmission.entity.js';
import type { OwnData } from '../domain/register-policy.js';
import { OutgoingMail } from '../mail/outgoing-mail.entity.js';
import { RecipientNotification } from '../recipients/recipient-notification.entity.js';
import { Vault } from '../vault/vault.js';
import { casePlace } from './case-file.js';
import { Cases } from './cases.js';
import { DeferredAction } from './deferred-action.entity.js';
import { RequestClosing } from './request-closing.js';
import { Request } from './request.entity.js';

/** Ends what a case leaves behind, each step in the caller's transaction. The audit entries about it stay. */
@Injectable()
export class CaseEnding {
  constructor(
    private readonly cases: Cases,
    private readonly closing: RequestClosing,
    private readonly vault: Vault,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Destroys the case file with its letters, its packages and the key that could open a copy of any of them. */
  async destroy(tx: EntityManager, requestId: string, rule: OwnData): Promise<void> {
    const { request, items } = await this.cases.load(tx, requestId, { lock: true });
    // A part of the erasure may have run a moment ago: its recipients are told first (Art. 19).
    if (await tx.existsBy(RecipientNotification, { requestId, state: 'queued' })) return;
    const packages = await tx.delete(Package, { requestId });
    await tx.delete(Transmission, { requestId });
    const mails = await tx.delete(OutgoingMail, { requestId });
    const notifications = await tx.delete(RecipientNotification, { requestId });
    // What still waits for a hold outlives the file: all it needed from there has been written.
    await tx.delete(DeferredAction, { requestId, state: 'done' });
    // Items and questions go with it.
    await tx.delete(Request, requestId);
    await this.vault.destroy(tx, request.keyId);
    await this.audit.write(tx, request.register, {
      actor: 'system',
      action: 'request.file-destroyed',
      requestId,
      details: {
        rule,
        items: items.length,
        letters: mails.affected ?? 0,
        packages: packages.affected ?? 0,
        notifications: notifications.affected ?? 0,
      },
    });
  }

  /** What was told without a case, or when its file had gone already: it stood under a key of its own. */
  async destroyLateNotification(tx: EntityManager, id: string): Promise<void> {
    const { keyId } = await tx.findOneByOrFail(RecipientNotification, { id });
    await tx.delete(RecipientNotification, { id });
    await this.vault.destroy(tx, keyId);
  }

  /** A letter to a person who had no case, with the key it stood under. */
  async destroyUnaskedLetter(tx: EntityManager, id: string): Promise<void> {
    const { keyId } = await tx.findOneByOrFail(OutgoingMail, { id });
    await tx.delete(OutgoingMail, { id });
    await this.vault.destroy(tx, keyId);
  }

  /** Never verified: nobody is known to have asked. What else the case holds goes on without it. */
  async lapseUnverified(tx: EntityManager, requestId: string): Promise<void> {
    const opened = await this.cases.load(tx, requestId, { lock: true });
    const unverified = opened.items.filter(({ state }) => state === 'unverified');
    if (unverified.length === opened.items.length) return this.destroy(tx, requestId, 'unverifiedRequests');
    for (const item of unverified) await this.cases.move(tx, item, 'withdrawn');
    const { register } = opened.request;
    await this.audit.write(tx, register, {
      actor: 'system',
      action: 'request.lapsed',
      requestId,
      details: { items: unverified.map(({ id }) => id) },
    });
    await this.closing.closeWhenAllAnswered(tx, register, requestId, 'system');
  }

  /** Takes what was offered as proof out of the file; how, how surely and when the person was identified stays. */
  async forgetEvidence(tx: EntityManager, requestId: string): Promise<void> {
    const { request, key, file } = await this.cases.load(tx, requestId, { lock: true });
    await tx.update(Request, requestId, {
      evidenceErasedAt: this.clock.now(),
      sealed: key.seal(casePlace(request), { ...file, evidence: [] }),
    });
    if (file.evidence.length === 0) return;
    await this.audit.write(tx, request.register, {
      actor: 'system',
      action: 'request.evidence-erased',
      requestId,
      details: { pieces: file.evidence.length },
    });
  }
}
