import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CopyInput } from '../answers/copy-input.js';
import { Clock } from '../clock.js';
import { PersonFiles, type Subject } from '../customers/person-file.js';
import { DomainError } from '../domain/domain-error.js';
import { datedEnds } from '../domain/hold.js';
import { MarketingConsent } from '../marketing/marketing-consent.entity.js';
import { type HashedPlan, Planning } from '../planning/planning.js';
import { Policies } from '../registers/policies.js';
import type { Carrying } from './fulfilment.js';

/** Gathers what a copy says of a person, but for the values. */
@Injectable()
export class CopyInputs {
  constructor(
    private readonly policies: Policies,
    private readonly planning: Planning,
    private readonly files: PersonFiles,
    private readonly clock: Clock,
  ) {}

  async of({ tx, opened, subject, plan, returned }: Carrying): Promise<CopyInput> {
    const { file } = subject;
    const { customer } = file;
    const policy = this.policies.of(customer.register);
    const at = this.clock.today();
    return {
      policy,
      language: opened.request.language,
      reference: opened.request.reference,
      at,
      customerNumber: this.files.customerNumber(await this.files.key(tx, file), customer),
      personType: customer.personType,
      data: file.data,
      records: file.records,
      disclosures: file.disclosures,
      restrictions: file.restrictions,
      prohibitions: customer.prohibitions,
      consents: await tx.find(MarketingConsent, {
        where: { customerId: customer.id },
        order: { id: 'ASC' },
      }),
      reads: await readsOf(tx, customer.id),
      plan,
      returned,
      retentionPlan: this.retentionPlan(subject),
      datedEnds: datedEnds(this.files.facts(file), policy, at, 'retention'),
    };
  }

  /** A register that has stated no retention has no end dates to tell; the copy then gives the legal criteria. */
  private retentionPlan({ file }: Subject): HashedPlan | null {
    try {
      return this.planning.plan(file, 'retention');
    } catch (error) {
      if (error instanceof DomainError && error.code === 'CONFIG_RETENTION_MISSING') return null;
      throw error;
    }
  }
}

/** What counts as looking at a person: the entry, a list it stood in, or what a restriction closed (Art. 18(2)). */
const READS = [
  'customer.read',
  'customers.listed',
  'customers.searched',
  'mailing-list.compiled',
  'restricted-data.used',
];

/** When the data was looked at and why; never by which employee (C-579/21). */
async function readsOf(tx: EntityManager, customerId: string): Promise<{ at: string; purpose: string }[]> {
  const rows = await tx.query<{ at: Date; purpose: string | null }[]>(
    `select at, coalesce(details->>'purpose', details->>'ground') as purpose from audit_entry
     where action = any($1) and (customer_id = $2 or details->'customers' @> to_jsonb($2::text))
     order by id`,
    [READS, customerId],
  );
  return rows.map(({ at, purpose }) => ({ at: at.toISOString(), purpose: purpose ?? '' }));
}
