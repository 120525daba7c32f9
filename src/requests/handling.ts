import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database } from '../database/database.js';
import { DomainError } from '../domain/domain-error.js';
import { Nudges } from '../jobs/nudges.js';
import { OutgoingMail } from '../mail/outgoing-mail.entity.js';
import { PostOffice } from '../mail/post-office.js';
import type { PostedDto } from './dto/decision.dto.js';
import type { RequestDto } from './dto/request.dto.js';
import { Requests } from './requests.service.js';

/** The frame of every act on a case: transaction, nudge, the case as it stands afterwards. */
@Injectable()
export class Handling {
  constructor(
    private readonly database: Database,
    private readonly requests: Requests,
    private readonly postOffice: PostOffice,
    private readonly nudges: Nudges,
  ) {}

  on(register: string, requestId: string, act: (tx: EntityManager) => Promise<void>): Promise<RequestDto> {
    return this.database.inRegister(register, async (tx) => {
      await act(tx);
      this.database.afterCommit(() => this.nudges.processRequest(register, requestId));
      return this.requests.get(register, requestId);
    });
  }

  async posted(
    tx: EntityManager,
    requestId: string,
    { letterId, postedOn }: PostedDto,
    staffId: string,
  ): Promise<void> {
    const mail = await tx.findOneBy(OutgoingMail, { id: letterId, requestId, state: 'to-post' });
    if (!mail) throw new DomainError('NOT_FOUND', { what: 'letter to post' });
    await this.postOffice.posted(tx, mail, postedOn, staffId);
  }
}
