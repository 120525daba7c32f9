import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../clock.js';
import type { Category } from '../domain/category.js';
import { Objections } from '../objections/objections.js';
import { changed, effectOfItem, RecipientTelling } from '../recipients/recipient-telling.js';
import { Restriction } from '../restrictions/restriction.entity.js';
import type { Carried, Carrying } from './fulfilment.js';

/** Art. 18 and Art. 21(2): what limits use without destroying anything. */
@Injectable()
export class Restricting {
  constructor(
    private readonly objections: Objections,
    private readonly telling: RecipientTelling,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Under (b) the person wants restriction and no erasure. Whoever asks for a correction or an erasure in the same case
   * contests the data, (a).
   */
  async carryOut(work: Carrying): Promise<Carried> {
    const asked = work.opened.items.map(({ right }) => right);
    const ground = asked.some((right) => right === 'rectification' || right === 'erasure')
      ? '18(1)(a)'
      : '18(1)(b)';
    await this.restrict(work, ground, null);
    return { state: 'fulfilled' };
  }

  /** Marketing stops without exception; data under legitimate interest are restricted while the objection is weighed. */
  async object(work: Carrying): Promise<Carried> {
    const { tx, opened, subject, plan } = work;
    const { register, id: requestId } = opened.request;
    await this.objections.stopMarketing(
      tx,
      register,
      { customerIds: [subject.file.customer.id], email: opened.file.email },
      { actor: 'system', requestId },
    );
    const restricted = plan.data
      .filter(({ outcome }) => outcome === 'restrict')
      .map(({ category }) => category);
    if (restricted.length > 0) await this.restrict(work, '18(1)(d)', [...new Set(restricted)]);
    return { state: 'fulfilled', marketingStopped: true };
  }

  private async restrict(
    work: Carrying,
    ground: Restriction['ground'],
    categories: Category[] | null,
  ): Promise<void> {
    const { tx, opened, item, subject, plan } = work;
    const { register, id: requestId } = opened.request;
    const customerId = subject.file.customer.id;
    const since = this.clock.today();
    await tx.insert(Restriction, {
      id: uuid(),
      register,
      customerId,
      ground,
      categories,
      since,
      requestItemId: item.id,
    });
    await this.audit.write(tx, register, {
      actor: 'system',
      action: 'restriction.set',
      customerId,
      requestId,
      details: { ground },
    });
    const restricted = plan.data.filter(({ outcome }) => outcome === 'restrict');
    await this.telling.tell(tx, effectOfItem(work), changed(restricted, 'restricted'));
  }
}
