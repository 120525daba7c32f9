import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { effectAgain, Erasure } from '../customers/erasure.js';
import { type PersonFile, PersonFiles } from '../customers/person-file.js';
import { FINAL_STATES } from '../domain/lifecycle.js';
import type { ErasureNote, LedgerEntry } from '../ledger/ledger-line.js';
import type { ReadEntry } from '../ledger/ledger-reader.js';
import { Planning } from '../planning/planning.js';
import type { Tally } from './replay-report.js';

type ErasureEntry = LedgerEntry & ErasureNote;

/** Erases again whom the backup has brought back, and finds what a machine cannot put right about it. */
@Injectable()
export class ErasureReplay {
  constructor(
    private readonly files: PersonFiles,
    private readonly planning: Planning,
    private readonly erasure: Erasure,
    private readonly audit: AuditLog,
  ) {}

  /** @returns false when it was not done: nobody knows whether it was committed, and something holds the data now */
  async replay(
    tx: EntityManager,
    register: string,
    entry: ErasureEntry,
    state: ReadEntry['state'],
    tally: Tally,
  ): Promise<boolean> {
    await this.lookAtCase(tx, entry, tally);
    const file = await this.files.load(tx, entry.customer, { lock: true });
    if (file === null) {
      tally.absent += 1;
      return true;
    }
    if (state === 'unsettled' && !this.isAgreed(file, entry)) {
      tally.tell('undecided', entry.id);
      return false;
    }
    const { gone, emptied, person } = await this.erasure.again(tx, file, entry);
    if (person) tally.erased += 1;
    else if (gone.size > 0 || emptied.length > 0) tally.partlyErased += 1;
    else tally.absent += 1;
    if (!person) await this.lookAtRest(tx, file, entry, tally);
    await this.audit.write(tx, register, {
      actor: 'system',
      action: 'restore.replayed',
      customerId: entry.customer,
      requestId: entry.request,
      details: { entry: entry.id, kind: entry.kind, person, data: gone.size, records: emptied.length },
    });
    return true;
  }

  /** An erasure that may never have been committed destroys nothing that is held now. */
  private isAgreed(file: PersonFile, entry: ErasureEntry): boolean {
    const plan = this.planning.plan(file, entry.reason === 'retention' ? 'retention' : 'erasure');
    const { gone } = effectAgain(file, entry);
    return plan.data.every(
      ({ datum, outcome }) => !gone.has(datum) || outcome === 'erase' || outcome === 'anonymise',
    );
  }

  private async lookAtCase(tx: EntityManager, { request }: ErasureEntry, tally: Tally): Promise<void> {
    if (request === null) return;
    const [found] = await tx.query<{ open: boolean }[]>(
      `select exists (select from request_item item where item.request_id = request.id and item."right" = 'erasure'
                         and item.state <> all($2)) as open
         from request where id = $1`,
      [request, FINAL_STATES],
    );
    if (!found) tally.tell('casesLost', request);
    else if (found.open) tally.tell('casesOpenAgain', request);
  }

  /** Of what was kept: whether it still waits for its end, and whether it can be read. */
  private async lookAtRest(
    tx: EntityManager,
    { customer, data }: PersonFile,
    { reason }: ErasureEntry,
    tally: Tally,
  ): Promise<void> {
    const [{ waiting, readable }] = await tx.query<[{ waiting: boolean; readable: boolean }]>(
      `select exists (select from deferred_action where customer_id = $1 and state = 'waiting') as waiting,
              exists (select from customer join vault.data_key on data_key.id = key_id where customer.id = $1) as readable`,
      [customer.id],
    );
    if (reason !== 'retention' && !waiting) tally.tell('postponedLost', customer.id);
    if (!readable && data.length > 0) tally.tell('unreadable', customer.id);
  }
}
