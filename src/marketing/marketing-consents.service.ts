import { Injectable } from '@nestjs/common';
import { type EntityManager, In, MoreThan } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { Clock } from '../clock.js';
import type { Editor } from '../customers/customer-changes.service.js';
import { CustomerEntries } from '../customers/customer-entries.js';
import { defaultSource, isSource } from '../customers/new-datum.js';
import { CustomerRecord } from '../customers/record.entity.js';
import { Database } from '../database/database.js';
import { DomainError } from '../domain/domain-error.js';
import { after, type ListQuery, page, type Page, rowsFor } from '../http/list.js';
import { ErasureLedger } from '../ledger/erasure-ledger.js';
import { Policies } from '../registers/policies.js';
import { type CreateMarketingConsentDto, MarketingConsentDto } from './dto/marketing-consent.dto.js';
import { MarketingConsent } from './marketing-consent.entity.js';

/** Consents to electronic marketing. */
@Injectable()
export class MarketingConsents {
  constructor(
    private readonly database: Database,
    private readonly entries: CustomerEntries,
    private readonly policies: Policies,
    private readonly ledger: ErasureLedger,
    private readonly clock: Clock,
  ) {}

  list(register: string, customerId: string, query: ListQuery): Promise<Page<MarketingConsentDto>> {
    return this.database.inRegister(register, async (tx) => {
      await this.entries.open(tx, customerId);
      const rows = await tx.find(MarketingConsent, {
        where: { customerId, id: MoreThan(after(query)) },
        order: { id: 'ASC' },
        take: rowsFor(query),
      });
      return page(query, rows, (row) => MarketingConsentDto.from(row));
    });
  }

  /** The person's own act: a restriction does not stand in its way. It lifts no prohibition. */
  record(
    register: string,
    customerId: string,
    input: CreateMarketingConsentDto,
    { actor, version }: Editor,
  ): Promise<MarketingConsentDto> {
    return this.database.inRegister(register, async (tx) => {
      const { customer } = await this.entries.lock(tx, customerId, version);
      const policy = this.policies.of(register);
      const { basis = 'consent', source = defaultSource(policy) } = input;
      if (input.givenOn > this.clock.today())
        throw new DomainError('INVALID_VALUE', { pointer: '/givenOn', reason: 'IN_THE_FUTURE' });
      if (input.source !== undefined && !isSource(policy, source))
        throw new DomainError('INVALID_VALUE', { pointer: '/source', reason: 'UNKNOWN_SOURCE' });
      const sale = await this.sale(tx, customerId, { ...input, basis });
      const { channel, givenOn, how, wording } = input;
      const consent = {
        id: uuid(),
        register,
        customerId,
        channel,
        basis,
        givenOn,
        how,
        wording,
        source,
        ...sale,
      };
      const row: MarketingConsent = { ...consent, withdrawnOn: null };
      await tx.insert(MarketingConsent, row);
      const details = { consent: row.id, channel, basis, givenOn, wording };
      await this.entries.changed(tx, customer, { actor, action: 'marketing-consent.given', details });
      return MarketingConsentDto.from(row);
    });
  }

  /** Art. 7(3): as easy as giving it, and a backup put back later does not undo it. A second withdrawal changes nothing. */
  withdraw(
    register: string,
    customerId: string,
    id: string,
    { actor, version }: Editor,
  ): Promise<MarketingConsentDto> {
    return this.database.inRegister(register, async (tx) => {
      const { customer } = await this.entries.lock(tx, customerId, version);
      const row = await tx.findOneBy(MarketingConsent, { id, customerId });
      if (!row) throw new DomainError('NOT_FOUND', { what: 'consent' });
      if (row.withdrawnOn === null) {
        row.withdrawnOn = this.clock.today();
        await tx.update(MarketingConsent, id, { withdrawnOn: row.withdrawnOn });
        this.ledger.note(tx, register, {
          kind: 'consent-withdrawn',
          of: 'marketing',
          consent: id,
          customer: customerId,
          on: row.withdrawnOn,
        });
        const details = { consent: id, channel: row.channel, withdrawnOn: row.withdrawnOn };
        await this.entries.changed(tx, customer, { actor, action: 'marketing-consent.withdrawn', details });
      }
      return MarketingConsentDto.from(row);
    });
  }

  /** The facts of the exception belong to a sale to this very customer, and to nothing else. */
  private async sale(tx: EntityManager, customerId: string, input: CreateMarketingConsentDto) {
    const facts = SALE_FACTS.map((fact) => [fact, input[fact] ?? null] as const);
    const missing = facts.find(([, value]) => (value !== null) !== (input.basis === 'similar-products'));
    if (missing) {
      const reason = input.basis === 'similar-products' ? 'MISSING_VALUE' : 'ONLY_FOR_SIMILAR_PRODUCTS';
      throw new DomainError('INVALID_VALUE', { pointer: `/${missing[0]}`, reason });
    }
    const { saleId } = input;
    if (
      saleId !== undefined &&
      !(await tx.existsBy(CustomerRecord, { id: saleId, customerId, kind: In(SALES) }))
    )
      throw new DomainError('INVALID_VALUE', { pointer: '/saleId', reason: 'UNKNOWN_SALE' });
    return Object.fromEntries(facts) as Pick<MarketingConsent, (typeof SALE_FACTS)[number]>;
  }
}

const SALE_FACTS = [
  'saleId',
  'ownSimilarProducts',
  'couldForbidAtCollection',
  'canForbidInEachMessage',
] as const satisfies readonly (keyof CreateMarketingConsentDto)[];

/** Records that show a sale. */
const SALES: CustomerRecord['kind'][] = ['order', 'invoice', 'receipt', 'contract'];
