import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock, legalDate } from '../clock.js';
import { Database } from '../database/database.js';
import { addDays, addPeriod, type CalendarDate } from '../domain/calendar-date.js';
import { Policies } from '../registers/policies.js';
import type { OwnDataDto, OwnDataKindDto } from './dto/own-data.dto.js';
import { lapsedBefore } from './own-data.js';
import {
  COUNTED_FROM,
  OWN_KINDS,
  OWN_ROWS,
  type OwnKeptBecause,
  type OwnKind,
  ownPeriod,
} from './own-data-rules.js';

interface Counted {
  readonly lapsed: boolean;
  readonly kept: OwnKeptBecause | null;
  readonly count: number;
  readonly first: Date;
}

/** What the next sweep would end of the house's own data, what stays and why: the dry run, which changes nothing. */
@Injectable()
export class OwnDataReport {
  constructor(
    private readonly database: Database,
    private readonly policies: Policies,
    private readonly clock: Clock,
  ) {}

  of(register: string, at: CalendarDate = this.clock.today()): Promise<OwnDataDto> {
    return this.database.inRegister(register, async (tx) => {
      const kinds: OwnDataKindDto[] = [];
      for (const kind of OWN_KINDS) kinds.push(await this.kind(tx, register, kind, at));
      return { at, kinds };
    });
  }

  private async kind(
    tx: EntityManager,
    register: string,
    kind: OwnKind,
    at: CalendarDate,
  ): Promise<OwnDataKindDto> {
    const { period, cite } = ownPeriod(this.policies.of(register), kind);
    const counted = await tx.query<Counted[]>(
      `with day as (select $2::date as today)
       select since < $1 as lapsed, kept, count(*)::int as count, min(since) as first
         from (${OWN_ROWS[kind]}) own group by since < $1, kept`,
      [lapsedBefore(period, at), at],
    );
    const lapsed = counted.filter((group) => group.lapsed);
    const running = counted.filter((group) => !group.lapsed);
    const first = running.map((group) => group.first.getTime());
    return {
      kind,
      period,
      citation: cite,
      countedFrom: COUNTED_FROM[kind],
      lapsed: sum(lapsed.filter(({ kept }) => kept === null)),
      kept: Object.fromEntries(lapsed.flatMap(({ kept, count }) => (kept === null ? [] : [[kept, count]]))),
      running: sum(running),
      nextOn:
        first.length === 0 ? null : addDays(addPeriod(legalDate(new Date(Math.min(...first))), period), 1),
    };
  }
}

const sum = (groups: readonly Counted[]) => groups.reduce((total, { count }) => total + count, 0);
