import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  type Certified,
  type CertifiedErasure,
  type CertifiedLine,
  destructionCertificate,
  type KeptLine,
} from '../answers/destruction-certificate.js';
import { Database } from '../database/database.js';
import type { Language } from '../domain/category.js';
import { DomainError } from '../domain/domain-error.js';
import { LedgerRow } from '../ledger/erasure-ledger.entity.js';
import { paperPdf } from '../paper/paper-pdf.js';
import type { HashedPlan } from '../planning/planning.js';
import { Policies } from '../registers/policies.js';
import type { PrintedLetter } from './case-letters.js';
import { Cases } from './cases.js';
import { keptPlan } from './plan-pages.js';
import type { CertificateDto, CertificateQuery } from './dto/certificate.dto.js';

/** Certificates of erasure, made from the ledger's rows when asked for: what went and by which rule, never whose. */
@Injectable()
export class ErasureCertificates {
  constructor(
    private readonly database: Database,
    private readonly cases: Cases,
    private readonly policies: Policies,
  ) {}

  /** Throws NOT_FOUND while nothing has been erased for this item. */
  async show(register: string, requestId: string, query: CertificateQuery): Promise<CertificateDto> {
    const { reference, receivedOn, erasures, kept, policy, language } = await this.certified(
      register,
      requestId,
      query,
    );
    return {
      register,
      registerName: policy.registerName[language],
      reference,
      receivedOn,
      erasures: erasures.map(({ id, at, hash, ...erasure }) => ({
        ledgerEntry: id,
        ledgerHash: hash,
        at: at.toISOString(),
        ...erasure,
        destroyed: [...erasure.destroyed],
      })),
      kept: kept.map((line) => ({ ...line, holds: [...line.holds] })),
    };
  }

  async pdf(register: string, requestId: string, query: CertificateQuery): Promise<PrintedLetter> {
    const certified = await this.certified(register, requestId, query);
    const at = certified.erasures.at(-1)!.at;
    return {
      name: `${certified.reference}-certificate.pdf`,
      bytes: await paperPdf(destructionCertificate(certified), at),
    };
  }

  private certified(
    register: string,
    requestId: string,
    { itemId, lang }: CertificateQuery,
  ): Promise<Certified> {
    return this.database.inRegister(register, async (tx) => {
      const opened = await this.cases.load(tx, requestId);
      const erasure = opened.items.find(({ right }) => right === 'erasure');
      const item = itemId === undefined && erasure ? erasure : this.cases.item(opened, itemId);
      const erasures = item.right === 'erasure' ? await erasuresOf(tx, requestId) : [];
      if (erasures.length === 0) throw new DomainError('NOT_FOUND', { what: 'certificate' });
      const { reference, receivedOn, language } = opened.request;
      return {
        policy: this.policies.of(register),
        language: lang ?? (language satisfies Language),
        reference,
        receivedOn,
        erasures,
        kept: keptOf(await keptPlan(tx, item)),
      };
    });
  }
}

/** In the order in which they were done: the first, and what followed when holds ended. */
async function erasuresOf(tx: EntityManager, requestId: string): Promise<CertifiedErasure[]> {
  const rows = await tx.find(LedgerRow, { where: { requestId, kind: 'erasure' }, order: { id: 'ASC' } });
  return rows.flatMap(({ id, hash, at, details }) => {
    if (details?.right !== 'erasure') return [];
    const { planHash, policyVersion, person, destroyed } = details;
    const lines = destroyed as readonly CertifiedLine[];
    return [{ id, hash, at, planHash, policyVersion, keyDestroyed: person, destroyed: lines }];
  });
}

/** What the answered plan kept, category by category. */
function keptOf(plan: HashedPlan | null): KeptLine[] {
  const lines = new Map<string, KeptLine>();
  for (const { category, outcome, rule, citation, keepUntil, holds } of plan?.data ?? []) {
    if (outcome !== 'keep') continue;
    const key = JSON.stringify([category, rule, citation, keepUntil, holds]);
    const count = (lines.get(key)?.count ?? 0) + 1;
    lines.set(key, { category, outcome, rule, citation, keepUntil, holds, count });
  }
  return [...lines.values()];
}
