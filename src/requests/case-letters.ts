import { Injectable } from '@nestjs/common';
import { In, Not } from 'typeorm';
import { renderLetter } from '../answers/letter.js';
import { Database } from '../database/database.js';
import { DomainError } from '../domain/domain-error.js';
import { type KeptLetter, paperOf } from '../mail/kept-letter.js';
import { OutgoingMail } from '../mail/outgoing-mail.entity.js';
import { paperPdf } from '../paper/paper-pdf.js';
import { Policies } from '../registers/policies.js';
import { mailPlace } from './case-file.js';
import { Cases } from './cases.js';
import type { LettersDto } from './dto/request.dto.js';

/** Mails whose links and codes are for the person alone. */
const SECRET = Not(In(['verification', 'package-code']));

export interface PrintedLetter {
  /** Says which case and what kind of letter, and names nobody. */
  readonly name: string;
  readonly bytes: Buffer;
}

/** The letters of a case, to read again or to print. */
@Injectable()
export class CaseLetters {
  constructor(
    private readonly database: Database,
    private readonly cases: Cases,
    private readonly policies: Policies,
  ) {}

  list(register: string, requestId: string): Promise<LettersDto> {
    return this.database.inRegister(register, async (tx) => {
      const { key } = await this.cases.load(tx, requestId);
      const mails = await tx.find(OutgoingMail, { where: { requestId, kind: SECRET }, order: { id: 'ASC' } });
      const data = mails.map((mail) => {
        const { subject, text, html } = this.shown(mail, key.open<KeptLetter>(mailPlace(mail), mail.sealed));
        const { id, kind, state, failure, bouncedOn, replacedBy } = mail;
        const sentAt = mail.sentAt?.toISOString() ?? null;
        return { id, kind, state, sentAt, failure, bouncedOn, replacedBy, subject, text, html };
      });
      return { data, nextCursor: null };
    });
  }

  /** Made when asked for: the same letter gives the same bytes. */
  async pdf(register: string, requestId: string, letterId: string): Promise<PrintedLetter> {
    const { paper, mail, reference } = await this.database.inRegister(register, async (tx) => {
      const { key, request } = await this.cases.load(tx, requestId);
      const found = await tx.findOneBy(OutgoingMail, { id: letterId, requestId, kind: SECRET });
      if (!found) throw new DomainError('NOT_FOUND', { what: 'letter' });
      const letter = this.shown(found, key.open<KeptLetter>(mailPlace(found), found.sealed));
      return { paper: paperOf(letter, request.language), mail: found, reference: request.reference };
    });
    return { name: `${reference}-${mail.kind}.pdf`, bytes: await paperPdf(paper, mail.createdAt) };
  }

  /** An answer that no mail server took is posted in the end, with its copy enclosed and not behind a link. */
  private shown({ register, state }: OutgoingMail, letter: KeptLetter): KeptLetter {
    const posted = state === 'to-post' || state === 'posted';
    if (!posted || letter.to === null || letter.byPost === undefined) return letter;
    return { ...letter, ...renderLetter({ ...letter.byPost, policy: this.policies.of(register) }) };
  }
}
