import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { Clock } from '../clock.js';
import { CustomerEntries } from '../customers/customer-entries.js';
import { holdPlace } from '../customers/person-file.js';
import { CustomerRecord } from '../customers/record.entity.js';
import { Database } from '../database/database.js';
import { addMonths } from '../domain/calendar-date.js';
import { DomainError } from '../domain/domain-error.js';
import { Nudges } from '../jobs/nudges.js';
import { allows } from '../staff/permissions.js';
import type { StaffMember } from '../staff/staff-member.js';
import { Vault } from '../vault/vault.js';
import type { CreateHoldDto } from './dto/hold.dto.js';
import { Hold } from './hold.entity.js';

/** A hold is looked at again at least once a year. */
const REVIEW_MONTHS = 12;

/** Sets holds for legal claims (Art. 17(3)(e)) and releases them, which takes two people. */
@Injectable()
export class Holds {
  constructor(
    private readonly database: Database,
    private readonly entries: CustomerEntries,
    private readonly vault: Vault,
    private readonly nudges: Nudges,
    private readonly clock: Clock,
  ) {}

  set(register: string, input: CreateHoldDto, setBy: string): Promise<Hold> {
    requireScope(input);
    requireDates(input);
    return this.database.inRegister(register, async (tx) => {
      const { customer } = await this.entries.lock(tx, input.customerId);
      await requireOwnRecords(tx, input);
      const key = await this.vault.open(tx, customer.keyId);
      const id = uuid();
      const hold: Hold = {
        id,
        register,
        customerId: customer.id,
        code: input.code,
        categories: input.categories,
        recordIds: input.recordIds,
        validFrom: input.from,
        validUntil: input.until ?? null,
        reviewOn: input.reviewOn,
        sealed: key.seal(holdPlace({ register, id }), { reason: input.reason }),
        setBy,
        setAt: this.clock.now(),
        releaseAskedBy: null,
        releasedBy: null,
        releasedAt: null,
      };
      await tx.insert(Hold, hold);
      await this.note(tx, hold, setBy, 'hold.set');
      return hold;
    });
  }

  /** The first to call asks; another one, who may release, releases. */
  release(register: string, id: string, staff: StaffMember): Promise<Hold> {
    return this.database.inRegister(register, async (tx) => {
      const hold = await this.lockOpen(tx, id);
      if (hold.releaseAskedBy === null) {
        hold.releaseAskedBy = staff.id;
        await tx.update(Hold, id, { releaseAskedBy: staff.id });
        await this.note(tx, hold, staff.id, 'hold.release-asked');
        return hold;
      }
      if (hold.releaseAskedBy === staff.id) throw new DomainError('SELF_APPROVAL', { what: 'hold' });
      if (!allows('holds.release', staff.roles))
        throw new DomainError('FORBIDDEN', { what: 'holds.release' });
      Object.assign(hold, { releasedBy: staff.id, releasedAt: this.clock.now() });
      await tx.update(Hold, id, { releasedBy: hold.releasedBy, releasedAt: hold.releasedAt });
      await this.note(tx, hold, staff.id, 'hold.released');
      this.database.afterCommit(() => this.nudges.resumeErasures(register, hold.customerId));
      return hold;
    });
  }

  /** Locks the customer first, as whatever erases or corrects does. */
  private async lockOpen(tx: EntityManager, id: string): Promise<Hold> {
    const known = await tx.findOneBy(Hold, { id });
    if (!known) throw new DomainError('NOT_FOUND', { what: 'hold' });
    await this.entries.lock(tx, known.customerId);
    const hold = await tx.findOneByOrFail(Hold, { id });
    if (hold.releasedAt !== null) throw new DomainError('INVALID_TRANSITION', { what: 'hold' });
    return hold;
  }

  private note(tx: EntityManager, hold: Hold, actor: string, action: string): Promise<void> {
    const customer = { id: hold.customerId, register: hold.register };
    return this.entries.changed(tx, customer, { actor, action, details: { hold: hold.id, code: hold.code } });
  }
}

function requireScope({ categories, recordIds }: CreateHoldDto): void {
  if (categories.length > 0 || recordIds.length > 0) return;
  throw new DomainError('INVALID_VALUE', { pointer: '/categories', reason: 'HOLD_COVERS_NOTHING' });
}

function requireDates({ from, until, reviewOn }: CreateHoldDto): void {
  if (until !== undefined && until !== null && until < from)
    throw new DomainError('INVALID_DATE_ORDER', { pointer: '/until' });
  if (reviewOn < from) throw new DomainError('INVALID_DATE_ORDER', { pointer: '/reviewOn' });
  if (reviewOn > addMonths(from, REVIEW_MONTHS)) {
    throw new DomainError('INVALID_VALUE', { pointer: '/reviewOn', reason: 'REVIEW_TOO_LATE' });
  }
}

async function requireOwnRecords(tx: EntityManager, { customerId, recordIds }: CreateHoldDto): Promise<void> {
  const own = await tx.countBy(CustomerRecord, { customerId, id: In(recordIds) });
  if (own < recordIds.length) {
    throw new DomainError('INVALID_VALUE', { pointer: '/recordIds', reason: 'UNKNOWN_RECORD' });
  }
}
