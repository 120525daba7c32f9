import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, AuditLog } from '../audit/audit-log.js';
import { Clock } from '../clock.js';
import { CustomerSearch } from '../customers/customer-search.js';
import { Datum } from '../customers/datum.entity.js';
import {
  assuranceLevel,
  EVIDENCE_KINDS,
  type EvidenceKind,
  identityVerdict,
} from '../domain/identity-assurance.js';
import { Policies } from '../registers/policies.js';
import { normalForms, type SearchField } from '../vault/search-field.js';
import { type Case, Cases } from './cases.js';
import type { RequestItem } from './request-item.entity.js';
import { Request } from './request.entity.js';

/** Facts of the record a person can offer as proof, and the index each is checked against. */
export const PROOF_FIELDS = {
  'customer-number': 'customer-number',
  'order-number': 'record-reference',
  'invoice-number': 'record-reference',
  'contract-number': 'record-reference',
  phone: 'phone',
} as const satisfies Record<string, SearchField>;

/** `customerNumber` says the same as `customer-number`. */
function proofField(kind: string): SearchField | undefined {
  const name = kind.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return Object.hasOwn(PROOF_FIELDS, name) ? PROOF_FIELDS[name as keyof typeof PROOF_FIELDS] : undefined;
}

/** Finds out whom a request is about and how sure that is, with what is already held and nothing more (Art. 12(6)). */
@Injectable()
export class Identification {
  constructor(
    private readonly search: CustomerSearch,
    private readonly cases: Cases,
    private readonly policies: Policies,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Decides once per case; `by` staff when they name the person and the evidence they saw. */
  async identify(tx: EntityManager, opened: Case, by: Actor = 'system'): Promise<void> {
    const { request } = opened;
    const candidates = await this.candidates(tx, opened);
    const kinds = await this.evidence(tx, opened, candidates);
    const level = assuranceLevel(kinds);
    const customerId = candidates.length === 1 ? candidates[0]! : null;
    const identification = {
      kinds,
      level,
      at: this.clock.now().toISOString(),
      by: by === 'system' ? null : by,
    };
    await tx.update(Request, request.id, { customerId, identification });
    Object.assign(request, { customerId, identification });
    for (const item of opened.items) await this.settle(tx, opened, item, candidates.length, level);
    await this.audit.write(tx, request.register, {
      actor: by,
      action: 'request.identified',
      customerId,
      requestId: request.id,
      details: { candidates: candidates.length, level, evidence: kinds },
    });
  }

  private async settle(
    tx: EntityManager,
    opened: Case,
    item: RequestItem,
    matches: number,
    level: number,
  ): Promise<void> {
    if (item.state !== 'received' && item.state !== 'awaiting-identification') return;
    // Nobody fits what was given: the negative answer is due all the same (Art. 12(3), 15(1)).
    const verdict =
      matches === 0 ? 'IDENTIFIED' : identityVerdict(matches, level, await this.required(tx, opened, item));
    const to = verdict === 'IDENTIFIED' ? 'in-progress' : 'awaiting-identification';
    if (item.state !== to) await this.cases.move(tx, item, to);
  }

  /** The assurance a right needs; a copy that would carry bank details needs more. */
  private async required(tx: EntityManager, { request }: Case, item: RequestItem): Promise<number> {
    const { assurance } = this.policies.of(request.register);
    const copies = item.right === 'access' || item.right === 'portability';
    if (!copies || request.customerId === null) return assurance[item.right];
    const bank = await tx.existsBy(Datum, { customerId: request.customerId, category: 'bank-account' });
    return bank ? Math.max(assurance.withBankAccount, assurance[item.right]) : assurance[item.right];
  }

  private async candidates(tx: EntityManager, { request, file }: Case): Promise<string[]> {
    const { register } = request;
    if (request.customerId !== null) return [request.customerId];
    const byEmail =
      file.email === null ? [] : await this.search.find(tx, register, { field: 'email', value: file.email });
    const byName =
      file.name === null ? [] : await this.search.find(tx, register, { field: 'name', value: file.name });
    if (byEmail.length === 1) return byEmail;
    if (byEmail.length > 1) return narrowed(byEmail, byName);
    const proven: string[] = [];
    for (const { kind, value } of file.evidence) {
      const field = proofField(kind);
      if (field) proven.push(...(await this.search.find(tx, register, { field, value })));
    }
    return proven.length > 0 ? narrowed([...new Set(proven)], byName) : byName;
  }

  private async evidence(
    tx: EntityManager,
    { request, file }: Case,
    candidates: readonly string[],
  ): Promise<EvidenceKind[]> {
    const { register } = request;
    const [customerId] = candidates;
    if (candidates.length !== 1 || customerId === undefined) return [];
    const fits = async (field: SearchField, value: string) =>
      (await this.search.find(tx, register, { field, value })).includes(customerId);
    const kinds: EvidenceKind[] = [];
    // Staff named the person, and their answer goes to the address on record only.
    const named = request.recordedBy !== null && request.customerId !== null;
    const wrote = request.channel === 'web' || request.channel === 'email';
    if (named || (wrote && file.email !== null && (await fits('email', file.email))))
      kinds.push('known-channel');
    // A fact counts once, however often and under whatever name it is given.
    const facts = new Set<string>();
    for (const { kind, value, seen } of file.evidence) {
      const field = proofField(kind);
      if (field && (await fits(field, value))) facts.add([field, ...normalForms(field, value)].join(' '));
      else if (seen && EVIDENCE_KINDS.includes(kind as EvidenceKind)) kinds.push(kind as EvidenceKind);
    }
    return [...kinds, ...[...facts].map((): EvidenceKind => 'record-fact')];
  }
}

/** Those of the first list that the second confirms, or the first when it confirms none. */
function narrowed(ids: readonly string[], confirming: readonly string[]): string[] {
  const both = ids.filter((id) => confirming.includes(id));
  return both.length > 0 ? both : [...ids];
}
