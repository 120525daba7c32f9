import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../audit/audit-log.js';
import { Database } from '../database/database.js';
import { VOUCHER_KINDS } from '../domain/category.js';
import { DomainError } from '../domain/domain-error.js';
import { Policies } from '../registers/policies.js';
import type { Use } from '../restrictions/restriction-wall.js';
import { CustomerEntries, type CustomerEntry } from './customer-entries.js';
import { Customer } from './customer.entity.js';
import { Customers } from './customers.service.js';
import { Datum } from './datum.entity.js';
import { requireValue } from './datum-value.js';
import type { DatumIdDto } from './dto/datum.dto.js';
import type { PatchCustomerDto } from './dto/customer.dto.js';
import { defaultSource, isSource, type NewDatum } from './new-datum.js';
import { type DatumValue, type PersonFile, PersonFiles } from './person-file.js';

/** Who changes, and which version they saw (If-Match). */
export interface Editor {
  readonly actor: Actor;
  readonly version?: number | undefined;
}

/** What an editor does with what is restricted. */
export const editing = ({ actor }: Editor): Use => ({ by: actor, operation: 'edit' });

const FACTS = [
  'relationshipEnd',
  'contractEnd',
  'lastServiceContact',
  'lastContact',
  'contactRoleEnd',
] as const satisfies readonly (keyof Customer)[];

/** Ordinary edits by staff: behind the restriction wall, against the version they saw. */
@Injectable()
export class CustomerChanges {
  constructor(
    private readonly database: Database,
    private readonly entries: CustomerEntries,
    private readonly customers: Customers,
    private readonly files: PersonFiles,
    private readonly policies: Policies,
  ) {}

  patch(register: string, id: string, patch: PatchCustomerDto, editor: Editor): Promise<Customer> {
    return this.database.inRegister(register, async (tx) => {
      const entry = await this.entries.lock(tx, id, editor.version, editing(editor));
      const { prohibitions, liftedBy } = patch;
      const changed = FACTS.filter((fact) => patch[fact] !== undefined);
      // Art. 21(3): a restricted person's prohibitions still enter, nothing else does.
      if (changed.length > 0 || !addsOnly(entry.customer, prohibitions)) entry.wall.refuseWhole();
      if (prohibitions !== undefined && liftedBy === undefined && !addsOnly(entry.customer, prohibitions))
        throw new DomainError('REASON_REQUIRED', { pointer: '/liftedBy' });
      if (changed.length > 0) {
        await tx.update(Customer, id, Object.fromEntries(changed.map((fact) => [fact, patch[fact]!])));
        const details = { facts: changed };
        await this.entries.changed(tx, entry.customer, {
          actor: editor.actor,
          action: 'customer.changed',
          details,
        });
      }
      if (prohibitions !== undefined) {
        await this.customers.setProhibitions(tx, entry.customer, prohibitions, editor.actor, liftedBy);
      }
      await this.entries.usesNoted(tx, [entry], editing(editor));
      return tx.findOneByOrFail(Customer, { id });
    });
  }

  addDatum(register: string, id: string, input: NewDatum, editor: Editor): Promise<DatumIdDto> {
    return this.database.inRegister(register, async (tx) => {
      const entry = await this.entries.lock(tx, id, editor.version, editing(editor));
      const { customer, wall } = entry;
      wall.refuse(input.category);
      requireValue(input.category, input.value, '/value');
      this.requireSource(register, input.source);
      const key = await this.files.key(tx, await this.file(tx, customer));
      const datumId = await this.customers.add(tx, customer, key, input, editor.actor);
      await this.entries.usesNoted(tx, [entry], editing(editor));
      return { id: datumId, category: input.category };
    });
  }

  correctDatum(
    register: string,
    id: string,
    datumId: string,
    { value, source }: { value: DatumValue; source?: string | undefined },
    editor: Editor,
  ): Promise<DatumIdDto> {
    return this.database.inRegister(register, async (tx) => {
      const entry = await this.entries.lock(tx, id, editor.version, editing(editor));
      entry.wall.refuseEntry();
      const file = await this.file(tx, entry.customer);
      const category = requireCorrectable(entry, file, datumId);
      this.requireSource(register, source);
      const from = source ?? defaultSource(this.policies.of(register));
      const key = await this.files.key(tx, file);
      const next = await this.customers.correct(
        tx,
        file,
        key,
        datumId,
        { value, source: from },
        editor.actor,
      );
      await this.entries.usesNoted(tx, [entry], editing(editor));
      return { id: next, category };
    });
  }

  private async file(tx: EntityManager, { id }: Customer): Promise<PersonFile> {
    const file = await this.files.load(tx, id);
    if (!file) throw new DomainError('NOT_FOUND', { what: 'customer' });
    return file;
  }

  private requireSource(register: string, source: string | undefined): void {
    if (source === undefined || isSource(this.policies.of(register), source)) return;
    throw new DomainError('INVALID_VALUE', { pointer: '/source', reason: 'UNKNOWN_SOURCE' });
  }
}

const addsOnly = ({ prohibitions: before }: Customer, after: readonly string[] | undefined) =>
  after !== undefined && before.every((flag) => after.includes(flag));

/** KPL 2:7: a voucher is not altered, so what stands on one is not corrected here. */
function requireCorrectable({ wall }: CustomerEntry, file: PersonFile, datumId: string): Datum['category'] {
  const datum = file.data.find(({ id, supersededAt }) => id === datumId && supersededAt === null);
  if (!datum) throw new DomainError('NOT_FOUND', { what: 'datum' });
  wall.refuseDatum(datum);
  const record = file.records.find(({ id }) => id === datum.recordId);
  if (record && VOUCHER_KINDS.some((kind) => kind === record.kind)) {
    throw new DomainError('VOUCHER_UNALTERABLE', { record: record.id });
  }
  return datum.category;
}
