import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { accessCopy, type CopyInput, portabilityPackage } from '../answers/access-copy.js';
import type { PackageFile } from '../answers/answer.js';
import { type AnsweredRedaction, redactedData, type Redaction } from '../answers/redaction.js';
import { Clock, legalDate } from '../clock.js';
import { PersonFiles, type Subject } from '../customers/person-file.js';
import { Package } from '../delivery/package.entity.js';
import { addDays } from '../domain/calendar-date.js';
import { DomainError } from '../domain/domain-error.js';
import { Links } from '../identity/links.js';
import { type HashedPlan, Planning } from '../planning/planning.js';
import { Policies } from '../registers/policies.js';
import { type Decision, decisionPlace, packagePlace } from './case-file.js';
import type { Carried, Carrying } from './fulfilment.js';

/** Art. 15 and Art. 20: makes the copy and keeps it, sealed under the key of the case, for the policy's period. */
@Injectable()
export class Copying {
  constructor(
    private readonly policies: Policies,
    private readonly planning: Planning,
    private readonly files: PersonFiles,
    private readonly links: Links,
    private readonly clock: Clock,
  ) {}

  async access(work: Carrying): Promise<Carried> {
    const input = await this.input(work);
    const redactions = redactionsOf(work);
    const data = redactedData(input.data, redactions, input.language);
    const copy = await this.keep(work, accessCopy({ ...input, data }));
    if (redactions.length === 0) return { state: 'fulfilled', copy };
    return { state: 'partly-fulfilled', copy, redactions: answered(redactions, input) };
  }

  /** Only what the person provided under consent or contract; when that is nothing, the access copy is offered instead. */
  async portability(work: Carrying): Promise<Carried> {
    if (!work.plan.data.some(({ outcome }) => outcome === 'copy')) {
      return { state: 'refused', refusal: { reasons: ['no-right-under-basis'], text: null } };
    }
    return { state: 'fulfilled', copy: await this.keep(work, portabilityPackage(await this.input(work))) };
  }

  private async keep(
    { tx, opened, item }: Carrying,
    files: readonly PackageFile[],
  ): Promise<Carried['copy'] & object> {
    const { register } = opened.request;
    const id = uuid();
    await tx.insert(Package, {
      id,
      register,
      requestId: opened.request.id,
      itemId: item.id,
      keyId: opened.key.id,
      sealed: opened.key.seal(packagePlace({ register, id }), files),
      createdAt: this.clock.now(),
    });
    const link = await this.links.issue(tx, register, 'open-package', id);
    // The link's last whole day.
    return { link: link.url, until: addDays(legalDate(link.expiresAt), -1) };
  }

  private async input({ tx, opened, subject, plan }: Carrying): Promise<CopyInput> {
    const { file, values } = subject;
    const { customer } = file;
    return {
      policy: this.policies.of(customer.register),
      language: opened.request.language,
      reference: opened.request.reference,
      at: this.clock.today(),
      customerNumber: this.files.customerNumber(await this.files.key(tx, file), customer),
      personType: customer.personType,
      data: file.data.map((datum) => ({ ...datum, value: values.get(datum.id) ?? '' })),
      records: file.records,
      disclosures: file.disclosures,
      restrictions: file.restrictions,
      prohibitions: customer.prohibitions,
      reads: await readsOf(tx, customer.id),
      plan,
      retentionPlan: this.retentionPlan(subject),
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

function redactionsOf({ opened, item }: Carrying): readonly Redaction[] {
  if (item.sealed === null) return [];
  return opened.key.open<Decision>(decisionPlace(item), item.sealed).redactions ?? [];
}

function answered(redactions: readonly Redaction[], { data }: CopyInput): AnsweredRedaction[] {
  const categories = new Map(data.map(({ id, category }) => [id, category]));
  return redactions.flatMap(({ datumId, reason }) => {
    const category = categories.get(datumId);
    return category === undefined ? [] : [{ category, reason }];
  });
}

/** What counts as looking at a person: the entry itself, or a list it stood in. */
const READS = ['customer.read', 'customers.listed', 'customers.searched'];

/** When the data was looked at and why; never by which employee (C-579/21). */
async function readsOf(tx: EntityManager, customerId: string): Promise<{ at: string; purpose: string }[]> {
  const rows = await tx.query<{ at: Date; purpose: string | null }[]>(
    `select at, details->>'purpose' as purpose from audit_entry
     where action = any($1) and (customer_id = $2 or details->'customers' @> to_jsonb($2::text))
     order by id`,
    [READS, customerId],
  );
  return rows.map(({ at, purpose }) => ({ at: at.toISOString(), purpose: purpose ?? '' }));
}
