import { Injectable } from '@nestjs/common';
import type { Answering } from '../answers/answer-writer.js';
import type { AnsweredCorrection } from '../answers/answer.js';
import { Customers } from '../customers/customers.service.js';
import type { Datum } from '../customers/datum.entity.js';
import { type DatumValue, PersonFiles, type Subject } from '../customers/person-file.js';
import { effectOfItem, RecipientTelling } from '../recipients/recipient-telling.js';
import type { DataKey } from '../vault/vault.js';
import type { CaseFile, Correction } from './case-file.js';
import { Cases } from './cases.js';
import type { Carried, Carrying } from './fulfilment.js';

/** Art. 16: what may be corrected is, what may not is refused with its reason; vouchers of closed years never change. */
@Injectable()
export class Correcting {
  constructor(
    private readonly customers: Customers,
    private readonly files: PersonFiles,
    private readonly cases: Cases,
    private readonly telling: RecipientTelling,
  ) {}

  async carryOut(work: Carrying): Promise<Carried> {
    const key = await this.files.key(work.tx, work.subject.file);
    const decided = this.cases.decision(work.opened, work.item)?.corrections ?? [];
    const corrections: AnsweredCorrection[] = [];
    for (const correction of work.opened.file.corrections) {
      const refused = decided.find(({ category, accepted }) => category === correction.category && !accepted);
      corrections.push(
        ...(refused
          ? [refusal(work, correction, refused.reason)]
          : await this.correct(work, key, correction)),
      );
    }
    const done = corrections.filter(({ accepted }) => accepted);
    await this.telling.tell(
      work.tx,
      effectOfItem(work),
      done.map(({ category, asked }) => ({ category, change: 'corrected', value: asked })),
    );
    return { corrections, ...outcomeOf(corrections) };
  }

  private async correct(work: Carrying, key: DataKey, correction: Correction): Promise<AnsweredCorrection[]> {
    const targets = current(work, correction);
    if (targets.length === 0) return [await this.complete(work, key, correction)];
    const answered: AnsweredCorrection[] = [];
    for (const datum of targets) {
      const before = work.subject.values.get(datum.id) ?? '';
      const kept = work.plan.data.find((planned) => planned.datum === datum.id)?.outcome !== 'correct';
      if (!kept) {
        const { tx, subject } = work;
        await this.customers.correct(
          tx,
          subject.file,
          key,
          datum.id,
          corrected(before, correction),
          'data-subject',
          'system',
        );
      }
      answered.push({
        ...asked(correction, before),
        accepted: !kept,
        reason: kept ? 'accounting-record' : null,
      });
    }
    return answered;
  }

  /** Incomplete data are completed, also by a datum that was not there. */
  private async complete(work: Carrying, key: DataKey, correction: Correction): Promise<AnsweredCorrection> {
    const { category, value } = correction;
    const { customer } = work.subject.file;
    await this.customers.add(
      work.tx,
      customer,
      key,
      { category, value, providedBy: 'data-subject' },
      'system',
    );
    return { ...asked(correction, null), accepted: true, reason: null };
  }
}

/** Corrections that are refused together, for the letter and its certificate; the refusal's own words are the reason. */
export function refusedCorrections(subject: Subject, { corrections }: CaseFile): AnsweredCorrection[] {
  return corrections.map((correction) => refusal({ subject }, correction, null));
}

const current = ({ subject }: Pick<Carrying, 'subject'>, { category }: Correction): Datum[] =>
  subject.file.data.filter((datum) => datum.category === category && datum.supersededAt === null);

/** A text is replaced; the content of a record keeps its facts and gains the person's statement (Art. 16, second sentence). */
const corrected = (before: DatumValue, { value }: Correction): DatumValue =>
  typeof before === 'string' ? value : { ...before, statement: value };

const asked = ({ category, value }: Correction, before: DatumValue | null) => ({
  category,
  before: typeof before === 'string' ? before : null,
  asked: value,
});

function refusal(
  work: Pick<Carrying, 'subject'>,
  correction: Correction,
  reason: string | null,
): AnsweredCorrection {
  const [datum] = current(work, correction);
  const before = datum ? (work.subject.values.get(datum.id) ?? null) : null;
  return { ...asked(correction, before), accepted: false, reason };
}

function outcomeOf(corrections: readonly AnsweredCorrection[]): Pick<Answering, 'state' | 'refusal'> {
  const refused = corrections.filter(({ accepted }) => !accepted);
  if (refused.length === 0) return { state: 'fulfilled' };
  const reasons = refused.some(({ reason }) => reason === 'accounting-record')
    ? (['accounting-record'] as const)
    : (['data-correct'] as const);
  return {
    state: refused.length === corrections.length ? 'refused' : 'partly-fulfilled',
    refusal: {
      reasons,
      text: refused.find(({ reason }) => reason !== null && reason !== 'accounting-record')?.reason ?? null,
    },
  };
}
