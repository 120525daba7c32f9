import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import type { Answer, Letter } from '../answers/answer.js';
import { Clock } from '../clock.js';
import { Database } from '../database/database.js';
import { Nudges } from '../jobs/nudges.js';
import { mailPlace } from '../requests/case-file.js';
import type { DataKey } from '../vault/vault.js';
import { OutgoingMail } from './outgoing-mail.entity.js';

/** A letter with its address. `to` null: it goes by post. */
export interface AddressedLetter extends Letter {
  readonly to: string | null;
  /** The answer as it would be posted, with the street read before anything was destroyed: for the day it must be. */
  readonly byPost?: Omit<Answer, 'policy'>;
}

export interface Posting {
  readonly register: string;
  readonly kind:
    | 'verification'
    | 'receipt'
    | 'question'
    | 'extension'
    | 'fee'
    | 'answer'
    | 'second-letter'
    | 'package-code'
    | 'restriction-lifted'
    | 'late-answer';
  /** `null` for a letter that no request asked for. */
  readonly requestId: string | null;
  /** Items that are answered once this has been handed over. */
  readonly itemIds?: readonly string[];
  /** The key of the case; of the letter's own without one. */
  readonly key: DataKey;
  readonly letter: AddressedLetter;
}

/** Writes letters into the transaction that makes them true; sending is a job of its own. */
@Injectable()
export class Outbox {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly nudges: Nudges,
  ) {}

  async write(
    tx: EntityManager,
    { register, kind, requestId, itemIds, key, letter }: Posting,
  ): Promise<string> {
    const id = uuid();
    const now = this.clock.now();
    await tx.insert(OutgoingMail, {
      id,
      register,
      kind,
      requestId,
      itemIds: [...(itemIds ?? [])],
      keyId: key.id,
      sealed: key.seal(mailPlace({ register, id }), letter),
      messageId: `<${id}@suoja.invalid>`,
      state: letter.to === null ? 'to-post' : 'queued',
      notBefore: now,
      createdAt: now,
    });
    if (letter.to !== null) this.database.afterCommit(() => this.nudges.sendMail(register, id));
    return id;
  }
}
