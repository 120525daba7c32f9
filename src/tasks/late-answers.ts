import { Injectable } from '@nestjs/common';
import { ArrayContains, type EntityManager, IsNull } from 'typeorm';
import type { Answer } from '../answers/answer.js';
import { keepSupplement } from '../answers/supplement-parts.js';
import { Clock, legalDate } from '../clock.js';
import { keepPackage } from '../delivery/keep-package.js';
import { addDays } from '../domain/calendar-date.js';
import { Links } from '../identity/links.js';
import type { KeptLetter } from '../mail/kept-letter.js';
import { OutgoingMail } from '../mail/outgoing-mail.entity.js';
import { mailPlace } from '../requests/case-file.js';
import { type Case, Cases } from '../requests/cases.js';
import { RequestNotices } from '../requests/request-notices.js';
import { TaskResults } from './case-tasks.js';
import type { CaseTask } from './case-task.entity.js';

/** What came after the answer had to go without it: the person gets it, or hears of it, in a letter of its own. */
@Injectable()
export class LateAnswers {
  constructor(
    private readonly cases: Cases,
    private readonly results: TaskResults,
    private readonly notices: RequestNotices,
    private readonly links: Links,
    private readonly clock: Clock,
  ) {}

  async tell(tx: EntityManager, task: CaseTask): Promise<void> {
    const opened = await this.cases.load(tx, task.requestId);
    const to = await this.addressOf(tx, opened, task);
    const copy = task.outcome === 'returned' ? await this.keep(tx, opened, task) : null;
    const answered = this.results.answered(opened, task);
    const notice = {
      kind: 'late-answer',
      right: task.right,
      task: answered,
      copy,
      posted: to === null,
    } as const;
    await this.notices.send(tx, opened, notice, to);
  }

  /** Where the answer went: the register may have forgotten the address since. */
  private async addressOf(tx: EntityManager, { key, request }: Case, task: CaseTask): Promise<string | null> {
    const mail = await tx.findOneBy(OutgoingMail, {
      requestId: request.id,
      kind: 'answer',
      itemIds: ArrayContains([task.requestItemId]),
      replacedBy: IsNull(),
    });
    return mail === null ? null : key.open<KeptLetter>(mailPlace(mail), mail.sealed).to;
  }

  private async keep(tx: EntityManager, opened: Case, task: CaseTask): Promise<Answer['copy']> {
    const { register, requestId, requestItemId: itemId } = task;
    const { language, reference } = opened.request;
    const returned = [this.results.returnedBy(opened, task)];
    const of = { register, requestId, itemId, createdAt: this.clock.now() };
    const preparedOn = this.clock.today();
    const id = await keepPackage(tx, opened.key, of, (keeper) =>
      keepSupplement(returned, { language, reference, preparedOn }, keeper),
    );
    const link = await this.links.issue(tx, register, 'open-package', id);
    return { link: link.url, until: addDays(legalDate(link.expiresAt), -1) };
  }
}
