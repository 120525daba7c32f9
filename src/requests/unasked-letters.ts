import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Notice } from '../answers/answer.js';
import { renderNotice } from '../answers/notice.js';
import { Clock } from '../clock.js';
import type { Subject } from '../customers/person-file.js';
import type { Category } from '../domain/category.js';
import { type KeptLetter, paperOf } from '../mail/kept-letter.js';
import { Outbox } from '../mail/outbox.js';
import { OutgoingMail } from '../mail/outgoing-mail.entity.js';
import { paperPdf } from '../paper/paper-pdf.js';
import { firstLanguage } from '../recipients/notification-mail.js';
import { Policies } from '../registers/policies.js';
import { Vault } from '../vault/vault.js';
import { mailPlace } from './case-file.js';
import { newReference } from './reference.js';

export interface UnaskedLetter {
  readonly id: string;
  readonly way: 'mail' | 'post';
}

/** Letters to a person who has no case: to the address on record, sealed under a key of their own. */
@Injectable()
export class UnaskedLetters {
  constructor(
    private readonly policies: Policies,
    private readonly vault: Vault,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** By mail, or for the post where only a street is on record; `null` without either. In the register's language. */
  async write(
    tx: EntityManager,
    subject: Subject,
    notice: Extract<Notice, { kind: 'restriction-lifted' }>,
  ): Promise<UnaskedLetter | null> {
    const { register } = subject.file.customer;
    const email = valueOf(subject, 'email');
    const street = valueOf(subject, 'postal-address');
    if (email === null && street === null) return null;
    const policy = this.policies.of(register);
    const name = valueOf(subject, 'name');
    const letter = renderNotice(notice, {
      policy,
      language: firstLanguage(policy),
      reference: newReference(register, this.clock.today().slice(0, 4)),
      addressee: email === null ? [name, street].filter(Boolean).join('\n') : name,
    });
    const key = await this.vault.create(tx, register, 'case');
    const posting = { register, kind: notice.kind, requestId: null, key, letter: { ...letter, to: email } };
    return { id: await this.outbox.write(tx, posting), way: email === null ? 'post' : 'mail' };
  }

  async pdf(tx: EntityManager, letterId: string): Promise<Buffer> {
    const mail = await tx.findOneByOrFail(OutgoingMail, { id: letterId });
    const key = await this.vault.open(tx, mail.keyId);
    const letter = key.open<KeptLetter>(mailPlace(mail), mail.sealed);
    return paperPdf(paperOf(letter, firstLanguage(this.policies.of(mail.register))), mail.createdAt);
  }
}

function valueOf({ file, values }: Subject, category: Category): string | null {
  const datum = file.data.find(
    (each) => each.category === category && each.recordId === null && each.supersededAt === null,
  );
  const value = datum && values.get(datum.id);
  return typeof value === 'string' ? value : null;
}
