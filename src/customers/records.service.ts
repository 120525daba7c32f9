import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { Database } from '../database/database.js';
import { DomainError } from '../domain/domain-error.js';
import { Nudges } from '../jobs/nudges.js';
import { Vault } from '../vault/vault.js';
import { type Editor, editing } from './customer-changes.service.js';
import { CustomerEntries } from './customer-entries.js';
import { requireValue } from './datum-value.js';
import type { PatchRecordDto } from './dto/record.dto.js';
import { CustomerRecord } from './record.entity.js';
import {
  HOLDING_KINDS,
  PAYMENT_FACTS,
  RECORD_FACTS,
  type RecordFact,
  type RecordShape,
} from './record-shapes.js';
import { refuseRecord } from './record-wall.js';
import { type NewRecord, recordData, RecordWriter, type SealedRecord } from './record-writer.js';

/** Enters records and changes their facts; a fact that may end a hold wakes the erasures that wait for it. */
@Injectable()
export class Records {
  constructor(
    private readonly database: Database,
    private readonly entries: CustomerEntries,
    private readonly writer: RecordWriter,
    private readonly vault: Vault,
    private readonly nudges: Nudges,
  ) {}

  add(
    register: string,
    customerId: string,
    shape: RecordShape,
    input: NewRecord,
    editor: Editor,
  ): Promise<SealedRecord['record']> {
    requireShape(shape, input);
    return this.database.inRegister(register, async (tx) => {
      const entry = await this.entries.lock(tx, customerId, editor.version, editing(editor));
      const { customer, wall } = entry;
      const data = recordData(shape, input);
      if (!shape.payment) for (const { category } of data) wall.refuse(category);
      for (const [position, { category, value }] of input.data.entries()) {
        requireValue(category, value, `/data/${position}/value`);
      }
      await this.requireFree(tx, register, shape, input.reference);
      await this.requireOrder(tx, customerId, input.orderId);
      const sealed = this.writer.seal(customer, await this.vault.open(tx, customer.keyId), shape, input);
      await this.writer.insert(tx, [sealed]);
      const details = { record: sealed.record.id, kind: shape.kind };
      await this.entries.changed(tx, customer, { actor: editor.actor, action: 'record.added', details });
      await this.entries.usesNoted(tx, [entry], editing(editor));
      return sealed.record;
    });
  }

  patch(
    register: string,
    customerId: string,
    recordId: string,
    shape: RecordShape,
    patch: PatchRecordDto,
    editor: Editor,
  ): Promise<CustomerRecord> {
    return this.database.inRegister(register, async (tx) => {
      const entry = await this.entries.lock(tx, customerId, undefined, editing(editor));
      const facts = RECORD_FACTS.filter((fact) => patch[fact as keyof PatchRecordDto] !== undefined);
      requireChangeable(shape, facts, patch);
      if (!isPayment(shape, facts)) entry.wall.refuseEntry();
      const record = await tx.findOneBy(CustomerRecord, { id: recordId, customerId, kind: shape.kind });
      if (!record) throw new DomainError('NOT_FOUND', { what: 'record' });
      if (!isPayment(shape, facts)) await refuseRecord(tx, entry.wall, recordId, shape);
      if (editor.version !== undefined && editor.version !== record.version) {
        throw new DomainError('VERSION_MISMATCH', { what: 'record' });
      }
      if (facts.length === 0) return record;
      await this.update(
        tx,
        record,
        Object.fromEntries(facts.map((fact) => [fact, patch[fact as keyof PatchRecordDto]])),
      );
      const details = { record: recordId, kind: shape.kind, facts };
      await this.entries.changed(tx, entry.customer, {
        actor: editor.actor,
        action: 'record.changed',
        details,
      });
      await this.entries.usesNoted(tx, [entry], editing(editor));
      this.wakeErasures(record);
      return tx.findOneByOrFail(CustomerRecord, { id: recordId });
    });
  }

  /** After a change of facts, once it has committed. */
  wakeErasures({ register, customerId, kind }: CustomerRecord): void {
    if (!HOLDING_KINDS.includes(kind)) return;
    this.database.afterCommit(() => this.nudges.resumeErasures(register, customerId));
  }

  private async update(tx: EntityManager, { id }: CustomerRecord, facts: object): Promise<void> {
    await tx.update(CustomerRecord, id, { ...facts, version: () => 'version + 1' });
  }

  private async requireFree(
    tx: EntityManager,
    register: string,
    { kind }: RecordShape,
    reference: string,
  ): Promise<void> {
    const keys = await this.writer.importKeys(tx, register);
    const { importKey } = keys.written(reference);
    await tx.query('select pg_advisory_xact_lock($1::bigint)', [importKey.readBigInt64BE().toString()]);
    if (await tx.existsBy(CustomerRecord, { register, kind, importKey: In(keys.wanted(reference)) }))
      throw new DomainError('REFERENCE_TAKEN');
  }

  private async requireOrder(
    tx: EntityManager,
    customerId: string,
    orderId: string | null | undefined,
  ): Promise<void> {
    if (orderId === null || orderId === undefined) return;
    if (await tx.existsBy(CustomerRecord, { id: orderId, customerId, kind: 'order' })) return;
    throw new DomainError('INVALID_VALUE', { pointer: '/orderId', reason: 'UNKNOWN_ORDER' });
  }
}

/** The facts a kind must have are there, and none that it cannot have. */
export function requireShape(shape: RecordShape, input: NewRecord): void {
  for (const fact of RECORD_FACTS) {
    const given = input[fact] !== undefined && input[fact] !== null;
    const known = shape.required.includes(fact) || shape.optional.includes(fact);
    if (given && !known) refuseFact(fact, 'NOT_A_FACT_OF_THIS_KIND');
    if (!given && shape.required.includes(fact)) refuseFact(fact, 'MISSING_VALUE');
  }
  requireStatus(shape, input.status);
}

function requireChangeable(shape: RecordShape, facts: readonly RecordFact[], patch: PatchRecordDto): void {
  for (const fact of facts) if (!shape.changeable.includes(fact)) refuseFact(fact, 'NOT_CHANGEABLE');
  requireStatus(shape, patch.status);
}

function requireStatus({ statuses }: RecordShape, status: string | null | undefined): void {
  if (status === undefined || status === null || statuses.includes(status)) return;
  refuseFact('status', 'INVALID_STATUS');
}

function refuseFact(fact: RecordFact, reason: string): never {
  throw new DomainError('INVALID_VALUE', { pointer: `/${fact}`, reason });
}

/** Incoming payments still enter a restricted invoice; any other edit of restricted data is refused. */
const isPayment = ({ kind }: RecordShape, facts: readonly RecordFact[]): boolean =>
  kind === 'invoice' && facts.every((fact) => PAYMENT_FACTS.includes(fact));
