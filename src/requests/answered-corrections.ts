import type { Answering } from '../answers/answer-writer.js';
import { linesOf, recordsOf } from '../answers/answer-writer.js';
import type { AnsweredCorrection } from '../answers/answer.js';
import { isRefusalReason } from '../domain/refusal-reason.js';
import type { DatumChange } from '../recipients/parties.js';
import type { Decided } from './amending.js';
import type { Carrying } from './fulfilment.js';

/** What the letter says of one proposal: old, asked, new and the reason. */
export function answeredOf(
  { subject, plan }: Pick<Carrying, 'subject' | 'plan'>,
  { proposal, verdict }: Decided,
  statements: ReadonlyMap<string, string>,
): AnsweredCorrection {
  const { category, kind, datum, correction } = proposal;
  const { file, values } = subject;
  const held = datum === null ? null : (values.get(datum.id) ?? null);
  const before = typeof held === 'string' ? held : null;
  const [obstacle = null] =
    verdict.obstacle === null ? [] : linesOf(subject, { ...plan, data: [verdict.obstacle] }, new Map());
  const unchanged = verdict.done === 'nothing' || kind === 'statement';
  return {
    category,
    kind,
    record: recordsOf(file, values)(datum ?? undefined),
    before,
    asked: kind === 'delete' ? null : (correction.value ?? null),
    grounds: correction.grounds,
    after: unchanged ? before : kind === 'delete' ? null : verdict.value,
    accepted: verdict.done !== 'nothing',
    inPart: verdict.done === 'part',
    reason: verdict.reason,
    obstacle,
    statement: datum === null ? null : (statements.get(datum.id) ?? null),
  };
}

/** What those who have the data are told: each change of each datum once. */
export function changesOf(
  decided: readonly Decided[],
  statements: ReadonlyMap<string, string>,
): DatumChange[] {
  const changes = decided.flatMap(({ proposal: { category, kind, datum }, verdict }): DatumChange[] => {
    if (verdict.done === 'nothing' || kind === 'statement') return [];
    const of = { category, ...(datum ? { dataIds: [datum.id] } : {}) };
    return kind === 'delete'
      ? [{ ...of, change: 'erased' }]
      : [{ ...of, change: 'corrected', value: verdict.value }];
  });
  const erased = new Set(changes.flatMap(({ change, dataIds = [] }) => (change === 'erased' ? dataIds : [])));
  const stated = new Map(
    decided.flatMap(({ proposal: { category, datum } }) => {
      const value = datum === null || erased.has(datum.id) ? undefined : statements.get(datum.id);
      if (datum === null || value === undefined) return [];
      return [[datum.id, { category, dataIds: [datum.id], change: 'supplemented', value } as const] as const];
    }),
  );
  return [...changes, ...stated.values()];
}

/** The end state of the item, and its reasons where not all was done as asked. */
export function outcomeOf(corrections: readonly AnsweredCorrection[]): Pick<Answering, 'state' | 'refusal'> {
  const refused = corrections.filter(({ accepted, inPart }) => !accepted || inPart);
  if (refused.length === 0) return { state: 'fulfilled' };
  const reasons = [...new Set(refused.flatMap(({ reason }) => reason ?? []))];
  const codes = reasons.filter(isRefusalReason);
  return {
    state: corrections.some(({ accepted }) => accepted) ? 'partly-fulfilled' : 'refused',
    refusal: {
      reasons: codes.length > 0 ? codes : ['data-correct'],
      text: reasons.find((reason) => !isRefusalReason(reason)) ?? null,
    },
  };
}
