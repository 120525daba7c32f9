import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CustomerEntries } from '../customers/customer-entries.js';
import { PersonFiles } from '../customers/person-file.js';
import type { Reader } from '../customers/purpose.js';
import { Database } from '../database/database.js';
import { DomainError } from '../domain/domain-error.js';
import { isFinal } from '../domain/lifecycle.js';
import { type Case, Cases } from './cases.js';
import type { ProposalsDto } from './dto/proposal.dto.js';
import { ItemPlans } from './item-plans.js';
import { viewOf } from './proposal-view.js';
import { proposalsOf } from './proposals.js';
import type { RequestItem } from './request-item.entity.js';

/** What a rectification would change, or changed, datum by datum. Reading it is looking at the person's data. */
@Injectable()
export class ProposalReading {
  constructor(
    private readonly database: Database,
    private readonly cases: Cases,
    private readonly files: PersonFiles,
    private readonly plans: ItemPlans,
    private readonly entries: CustomerEntries,
  ) {}

  /** Throws NOT_FOUND where no rectification is asked, and PLAN_NOT_READY before identification. */
  list(
    register: string,
    requestId: string,
    itemId: string | undefined,
    reader: Reader,
  ): Promise<ProposalsDto> {
    return this.database.inRegister(register, async (tx) => {
      const opened = await this.cases.load(tx, requestId);
      const item = opened.items.find(
        ({ id, right }) => right === 'rectification' && (itemId === undefined || itemId === id),
      );
      if (!item) throw new DomainError('NOT_FOUND', { what: 'rectification item' });
      const data = await this.proposals(tx, opened, item);
      const { customerId } = opened.request;
      const note = { action: 'customer.read', customerId, requestId, details: { itemId: item.id } };
      await this.entries.wasRead(tx, register, reader, note);
      const certificate = this.cases.decision(opened, item)?.certificate ?? null;
      return { data, certificate, nextCursor: null };
    });
  }

  /** What was carried out, or as things stand now. */
  private async proposals(tx: EntityManager, opened: Case, item: RequestItem): Promise<ProposalsDto['data']> {
    if (item.decided !== null || isFinal(item.state))
      return (this.cases.decision(opened, item)?.proposals ?? []) as ProposalsDto['data'];
    const { customerId } = opened.request;
    const file = customerId === null ? null : await this.files.load(tx, customerId);
    if (!file) throw new DomainError('PLAN_NOT_READY');
    const subject = await this.files.subject(tx, file);
    const plan = this.plans.now(item, file, opened.file);
    return proposalsOf(file, opened.file).map((proposal) => ({
      ...viewOf(proposal, subject, plan),
      decision: null,
    })) as ProposalsDto['data'];
  }
}
