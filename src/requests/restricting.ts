import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../clock.js';
import type { Category } from '../domain/category.js';
import { prohibitedBy, weighedIn } from '../domain/objection.js';
import type { RestrictionScope } from '../domain/restriction-scope.js';
import { Objections } from '../objections/objections.js';
import { changed, effectOfItem, RecipientTelling } from '../recipients/recipient-telling.js';
import { Restriction } from '../restrictions/restriction.entity.js';
import { Cases } from './cases.js';
import type { Carried, Carrying } from './fulfilment.js';
import { restrictionScope } from './restricted-data.js';

/** Art. 18 and Art. 21(2): what limits use without destroying anything. */
@Injectable()
export class Restricting {
  constructor(
    private readonly objections: Objections,
    private readonly telling: RecipientTelling,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly cases: Cases,
  ) {}

  /**
   * The ground is the person's to name. Under (b) they want restriction and no erasure; whoever asks for a correction or
   * an erasure in the same case contests the data, (a).
   */
  async carryOut(work: Carrying): Promise<Carried> {
    const asked = work.opened.items.map(({ right }) => right);
    const contested = asked.some((right) => right === 'rectification' || right === 'erasure');
    const ground = work.opened.file.restrictionGround ?? (contested ? '18(1)(a)' : '18(1)(b)');
    await this.restrict(work, ground, restrictionScope(work.opened.file, work.plan));
    return { state: 'fulfilled' };
  }

  /** Art. 21(3): marketing stops without exception. What rests on legitimate interest has been weighed by now. */
  async object(work: Carrying): Promise<Carried> {
    const { tx, opened, item, subject, plan } = work;
    const { register, id: requestId } = opened.request;
    const { email, objectsTo } = opened.file;
    const prohibited = prohibitedBy(objectsTo);
    const customerIds = [subject.file.customer.id];
    const decision = this.cases.decision(opened, item);
    const matter = weighedIn(plan);
    const profile = plan.data.filter(({ rule }) => rule === 'objection.marketing');
    if (profile.length > 0)
      await this.restrict(work, '21', { categories: ['marketing-profile'] }, matter === null);
    if (matter !== null && decision?.weighed) {
      const { weighing = '', weighed } = decision;
      if (weighed.outcome === 'upheld') await this.stop(work, matter.categories ?? []);
      const state = weighed.outcome === 'upheld' ? 'fulfilled' : 'partly-fulfilled';
      return { state, marketingStopped: true, prohibited, weighed: { ...weighed, text: weighing } };
    }
    await this.objections.stopMarketing(
      tx,
      register,
      { customerIds, email },
      { actor: 'system', requestId },
      prohibited,
    );
    // All the processing was meant, and what there is has another basis.
    const state = objectsTo === 'processing' ? 'partly-fulfilled' : 'fulfilled';
    return { state, marketingStopped: true, prohibited };
  }

  /**
   * Art. 21(1), 17(1)(c): the data are used no more. They are stored, as the restriction of the weighing time kept them,
   * until their period ends or the person asks for their erasure, which the role of a contact person then holds no more.
   */
  private async stop(
    { tx, opened, item, subject }: Carrying,
    categories: readonly Category[],
  ): Promise<void> {
    const weighing = { requestItemId: item.id, ground: '18(1)(d)', liftedAt: IsNull() } as const;
    await tx.update(Restriction, weighing, { ground: '21', categories: [...categories] });
    await this.audit.write(tx, opened.request.register, {
      actor: 'system',
      action: 'objection.upheld',
      customerId: subject.file.customer.id,
      requestId: opened.request.id,
      details: { categories },
    });
  }

  private async restrict(
    work: Carrying,
    ground: Restriction['ground'],
    { categories, data = null }: RestrictionScope,
    untold = true,
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
      categories: categories && [...categories],
      data: data && [...data],
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
    if (!untold) return;
    const restricted = plan.data.filter(({ outcome }) => outcome === 'restrict');
    await this.telling.tell(tx, effectOfItem(work), changed(restricted, 'restricted'));
  }
}
