import { Injectable } from '@nestjs/common';
import { effectOf } from '../customers/erasure.js';
import { type PersonFile, PersonFiles } from '../customers/person-file.js';
import { Database } from '../database/database.js';
import type { CalendarDate } from '../domain/calendar-date.js';
import { type DecidingPolicy, Planning } from '../planning/planning.js';
import type { SkipReason } from '../retention/purge-report.js';
import { skipReasons } from '../retention/skip-reasons.js';
import type { SimulationDto } from './dto/simulation.dto.js';
import { type Fate, OnlyUnder, PurgeForecast } from './purge-forecast.js';

/** Persons per transaction: their whole files are in memory at once. */
const BATCH = 200;

export type Comparison = Pick<
  SimulationDto,
  'persons' | 'skipped' | 'underInForce' | 'underCandidate' | 'onlyUnderInForce' | 'onlyUnderCandidate'
>;

/** Goes through a register as a purge does, by the same plans under two policies at once, and changes nothing. */
@Injectable()
export class SimulatedPurge {
  constructor(
    private readonly database: Database,
    private readonly files: PersonFiles,
    private readonly planning: Planning,
  ) {}

  async compare(
    register: string,
    at: CalendarDate,
    inForce: DecidingPolicy,
    candidate: DecidingPolicy,
  ): Promise<Comparison> {
    const seen: Seen = {
      persons: 0,
      skipped: { 'open-request': 0, restricted: 0, 'postponed-erasure': 0 },
      underInForce: new PurgeForecast(purges(inForce)),
      underCandidate: new PurgeForecast(purges(candidate)),
      onlyUnderInForce: new OnlyUnder(),
      onlyUnderCandidate: new OnlyUnder(),
    };
    for (let cursor: string | null = null; ;) {
      const batch = await this.batch(register, cursor);
      for (const { file, skipped } of batch) {
        seen.persons += 1;
        if (skipped) seen.skipped[skipped] += 1;
        else count(seen, this.fate(file, at, inForce), this.fate(file, at, candidate));
      }
      cursor = batch.at(-1)?.file.customer.id ?? null;
      if (batch.length < BATCH) break;
    }
    return {
      persons: seen.persons,
      skipped: seen.skipped,
      underInForce: seen.underInForce.result(),
      underCandidate: seen.underCandidate.result(),
      onlyUnderInForce: seen.onlyUnderInForce.result(),
      onlyUnderCandidate: seen.onlyUnderCandidate.result(),
    };
  }

  private batch(register: string, cursor: string | null): Promise<Waiting[]> {
    return this.database.readInRegister(register, async (tx) => {
      const ids = await tx.query<{ id: string }[]>(
        `select id from customer where $1::uuid is null or id > $1::uuid order by id limit ${BATCH}`,
        [cursor],
      );
      const files = await this.files.loadAll(
        tx,
        ids.map(({ id }) => id),
      );
      const skipped = await skipReasons(tx, files);
      return files.map((file) => ({ file, skipped: skipped.get(file.customer.id) ?? null }));
    });
  }

  private fate(file: PersonFile, at: CalendarDate, by: DecidingPolicy): Fate {
    if (!purges(by)) return null;
    const plan = this.planning.plan(file, 'retention', { at, by });
    return { plan, effect: effectOf(file, plan) };
  }
}

interface Waiting {
  readonly file: PersonFile;
  readonly skipped: SkipReason | null;
}

interface Seen {
  persons: number;
  readonly skipped: Record<SkipReason, number>;
  readonly underInForce: PurgeForecast;
  readonly underCandidate: PurgeForecast;
  readonly onlyUnderInForce: OnlyUnder;
  readonly onlyUnderCandidate: OnlyUnder;
}

function count(seen: Seen, inForce: Fate, candidate: Fate): void {
  seen.underInForce.add(inForce);
  seen.underCandidate.add(candidate);
  seen.onlyUnderInForce.add(inForce, candidate);
  seen.onlyUnderCandidate.add(candidate, inForce);
}

/** A register that states no period is not purged (Art. 5(1)(e) needs one). */
const purges = ({ policy }: DecidingPolicy) => policy.retention !== 'notStated';
