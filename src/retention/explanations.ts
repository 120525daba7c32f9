import { Injectable } from '@nestjs/common';
import { Clock } from '../clock.js';
import { type PersonFile, PersonFiles } from '../customers/person-file.js';
import { Database } from '../database/database.js';
import { addDays, type CalendarDate } from '../domain/calendar-date.js';
import { DomainError } from '../domain/domain-error.js';
import { explain } from '../domain/explanation.js';
import type { PlannedDatum } from '../domain/plan.js';
import { Planning } from '../planning/planning.js';
import type { ExplanationDto, FateDto } from './dto/explanation.dto.js';
import { skipReasons } from './skip-reasons.js';

/** Says of one datum why it is here and until when, by the plans that purge and erasure themselves go by. */
@Injectable()
export class Explanations {
  constructor(
    private readonly database: Database,
    private readonly files: PersonFiles,
    private readonly planning: Planning,
    private readonly clock: Clock,
  ) {}

  /** Facts only, so a restricted person's data are explained too. Throws NOT_FOUND. */
  of(
    register: string,
    customerId: string,
    datumId: string,
    at: CalendarDate = this.clock.today(),
  ): Promise<ExplanationDto> {
    return this.database.inRegister(register, async (tx) => {
      const file = await this.files.load(tx, customerId);
      const datum = file?.data.find(({ id }) => id === datumId);
      if (!file || !datum) throw new DomainError('NOT_FOUND', { what: 'datum' });
      const { policy } = this.planning.policyFor(register, at);
      const facts = this.files.facts(file);
      const fates = {
        purge: policy.retention === 'notStated' ? null : this.fate(file, 'retention', at, datumId),
        erasure: this.fate(file, 'erasure', at, datumId),
      };
      const explained = facts.data.find(({ id }) => id === datumId)!;
      return {
        datum: datumId,
        category: datum.category,
        recordId: datum.recordId,
        superseded: datum.supersededAt !== null,
        at,
        policyVersion: policy.version,
        ...explain(explained, facts, policy, at, fates),
        purge: fates.purge && {
          ...fateDto(fates.purge),
          skipped: (await skipReasons(tx, [file])).get(customerId) ?? null,
        },
        erasure: fateDto(fates.erasure),
      } as ExplanationDto;
    });
  }

  private fate(file: PersonFile, right: 'retention' | 'erasure', at: CalendarDate, id: string): PlannedDatum {
    return this.planning.plan(file, right, { at }).data.find(({ datum }) => datum === id)!;
  }
}

function fateDto({ outcome, keepUntil, rule, holds, citation, reason }: PlannedDatum): FateDto {
  const goesOn = outcome === 'keep' && keepUntil !== null ? addDays(keepUntil, 1) : null;
  return { outcome, keepUntil, goesOn, rule, holds: [...holds], citation, reason };
}
