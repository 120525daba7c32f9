import { addPeriod, type CalendarDate } from '../domain/calendar-date.js';
import { isHoldCode } from '../domain/hold-type.js';
import type { PlannedDatum } from '../domain/plan.js';
import { remember } from '../domain/remember.js';
import { dateIn, periodIn } from '../i18n/dates.js';
import { textsIn } from '../i18n/texts.js';
import type { CopiedFacts, CopyInput } from './copy-input.js';

export interface PlannedErasure {
  /** Last day kept, where it is known. */
  readonly lastDay: CalendarDate | null;
  /** The date or the criteria, in words (Art. 15(1)(d)). */
  readonly text: string;
}

/** When each datum goes: the date where there is one, else what decides it. Most data of a person share the words. */
export function plannedErasures(input: CopyInput): (datum: CopiedFacts) => PlannedErasure {
  const { retentionPlan, language } = input;
  const t = textsIn(language);
  const planned = new Map((retentionPlan?.data ?? []).map((each) => [each.datum, each]));
  const once = remember<string, PlannedErasure>();
  const inWords = (datum: CopiedFacts, purge: PlannedDatum | undefined): PlannedErasure => {
    if (retentionPlan === null) return { lastDay: null, text: t('copyDoc.erasure.notStated') };
    if (purge?.outcome === 'erase') return { lastDay: null, text: t('copyDoc.erasure.next') };
    const lastDay = purge?.keepUntil ?? null;
    if (lastDay === null) return { lastDay, text: criteria(datum, purge, input) };
    return { lastDay, text: t('copyDoc.erasure.afterDate', { date: dateIn(language, lastDay) }) };
  };
  return (datum) => {
    const purge = planned.get(datum.id);
    const alike = [datum.category, purge?.outcome, purge?.keepUntil, ...(purge?.holds ?? [])].join();
    return once(alike, () => inWords(datum, purge));
  };
}

function criteria(datum: CopiedFacts, purge: PlannedDatum | undefined, input: CopyInput): string {
  const { policy, language } = input;
  const t = textsIn(language);
  const rule = policy.retention === 'notStated' ? undefined : policy.retention[datum.category];
  const least = input.datedEnds.get(datum.id);
  const ends = [
    ...(purge?.holds ?? []).filter(isHoldCode).map((code) => t(`holdUntil.${code}`)),
    ...(least === undefined ? [] : [t('until.inAnyCase', { date: dateIn(language, least) })]),
  ];
  if (rule === undefined) return ends.length > 0 ? `${ends.join('. ')}.` : t('copyDoc.erasure.notStated');
  const anchor = t(`anchor.${rule.anchor}`);
  const period = periodIn(language, rule.period);
  const words =
    period === ''
      ? [t('copyDoc.erasure.noPeriod', { anchor })]
      : [
          t('copyDoc.erasure.period', { period, anchor }),
          t('copyDoc.erasure.wouldBe', { date: dateIn(language, addPeriod(input.at, rule.period)) }),
        ];
  return `${[...words, ...ends].join('. ')}.`;
}
