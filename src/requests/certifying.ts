import { Injectable } from '@nestjs/common';
import type { AnsweredCorrection } from '../answers/answer.js';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../clock.js';
import { Policies } from '../registers/policies.js';
import { Cases } from './cases.js';
import type { Carrying } from './fulfilment.js';

/** The recorded act behind a certificate: nobody signs by hand what is mailed. */
export interface Certified {
  /** The register's responsible person by the policy, for whom it was issued. */
  readonly responsible: string;
  /** Id of the account whose decision it certifies; `null` where the policy asks for no approval. */
  readonly signedBy: string | null;
  /** RFC 3339 UTC. */
  readonly signedAt: string;
}

/** Notes who issued the certificate of a refused correction, which the notices promise from the responsible person. */
@Injectable()
export class Certifying {
  constructor(
    private readonly cases: Cases,
    private readonly policies: Policies,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** @param signedBy the account that decided */
  async certify(
    { tx, opened, item }: Pick<Carrying, 'tx' | 'opened' | 'item'>,
    corrections: readonly AnsweredCorrection[],
    signedBy: string | null,
  ): Promise<void> {
    const refused = corrections.filter(({ accepted, inPart }) => !accepted || inPart);
    if (refused.length === 0) return;
    const { register, id: requestId, customerId } = opened.request;
    const responsible = this.policies.of(register).contactPerson.name;
    const certificate: Certified = { responsible, signedBy, signedAt: this.clock.now().toISOString() };
    await this.cases.note(tx, opened, item, { certificate });
    await this.audit.write(tx, register, {
      actor: signedBy ?? 'system',
      action: 'certificate.issued',
      customerId,
      requestId,
      details: { itemId: item.id, signedFor: 'responsible-person', corrections: refused.length },
    });
  }
}
