import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../clock.js';
import { type PersonFile, PersonFiles } from '../customers/person-file.js';
import { DomainError } from '../domain/domain-error.js';
import { type Weighed, weighedIn } from '../domain/objection.js';
import type { Plan } from '../domain/plan.js';
import { Objections } from '../objections/objections.js';
import type { HashedPlan } from '../planning/planning.js';
import { changed, effectOfItem, RecipientTelling } from '../recipients/recipient-telling.js';
import { Restriction } from '../restrictions/restriction.entity.js';
import type { Case } from './cases.js';
import type { ApproveDto } from './dto/decision.dto.js';
import type { RequestItem } from './request-item.entity.js';

/** What an objection under Art. 21(1) sets in motion before it is decided, and a contact person's erasure like it. */
@Injectable()
export class Weighing {
  constructor(
    private readonly objections: Objections,
    private readonly files: PersonFiles,
    private readonly telling: RecipientTelling,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Marketing stops, and what is to be weighed is restricted until it has been (Art. 18(1)(d)). */
  async begin(
    tx: EntityManager,
    opened: Case,
    item: RequestItem,
    file: PersonFile,
    plan: HashedPlan,
  ): Promise<void> {
    const matter = weighedIn(plan);
    if (matter === null) return;
    const { register, id: requestId } = opened.request;
    const customerId = file.customer.id;
    await this.objections.stopMarketing(
      tx,
      register,
      { customerIds: [customerId], email: opened.file.email },
      { actor: 'system', requestId },
    );
    const id = uuid();
    await tx.insert(Restriction, {
      id,
      register,
      customerId,
      ground: '18(1)(d)',
      categories: matter.categories === null ? null : [...matter.categories],
      since: this.clock.today(),
      requestItemId: item.id,
    });
    await this.audit.write(tx, register, {
      actor: 'system',
      action: 'restriction.set',
      customerId,
      requestId,
      details: { ground: '18(1)(d)' },
    });
    const restricted = plan.data.filter(({ outcome }) => outcome === 'restrict');
    await (item.right === 'objection'
      ? this.telling.tell(
          tx,
          effectOfItem({ tx, opened, item, subject: await this.files.subject(tx, file), plan }),
          changed(restricted, 'restricted'),
        )
      : this.telling.tell(
          tx,
          // The erasure tells for itself, once it is decided: this is the restriction that came before it.
          {
            requestId,
            itemId: item.id,
            right: 'restriction',
            planHash: id,
            subject: { file },
            key: opened.key,
          },
          changed(plan.data, 'restricted'),
        ));
  }
}

type Words = Pick<ApproveDto, 'weighing' | 'decider' | 'outcome' | 'grounds'>;

/** Art. 21(1), 5(2): weighed in writing, by somebody with a name, to an outcome. Throws with the place that is empty. */
export function requireWeighed(plan: Plan, { weighing, decider, outcome, grounds }: Words): void {
  const matter = weighedIn(plan);
  const objected = matter !== null && plan.right === 'objection';
  if (matter !== null && weighing === undefined)
    throw new DomainError('REASON_REQUIRED', { pointer: '/weighing' });
  if (!objected && outcome !== undefined)
    throw new DomainError('INVALID_VALUE', { pointer: '/outcome', reason: 'NOTHING_WEIGHED' });
  if (outcome !== 'rejected' && grounds !== undefined)
    throw new DomainError('INVALID_VALUE', { pointer: '/grounds', reason: 'NOT_REJECTED' });
  if (!objected) return;
  if (outcome === undefined)
    throw new DomainError('INVALID_VALUE', { pointer: '/outcome', reason: 'MISSING_VALUE' });
  if (decider === undefined)
    throw new DomainError('INVALID_VALUE', { pointer: '/decider', reason: 'MISSING_VALUE' });
  if (outcome === 'rejected' && grounds === undefined)
    throw new DomainError('REASON_REQUIRED', { pointer: '/grounds' });
}

/** What goes with the decision, under the key of the case. */
export const weighedBy = ({ outcome, grounds }: Words): Weighed | undefined =>
  outcome && { outcome, grounds: grounds ?? null };
