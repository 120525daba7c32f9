import { RULES, type RuleId } from '../domain/rule.js';
import type { PurgeReport, SkipReason } from './purge-report.js';

const PASSED_OVER = {
  'open-request': 'an open request freezes what is held of its subject',
  restricted: 'the whole person is restricted, and restricted data is only stored',
  'postponed-erasure': 'an erasure waits for holds to end and finishes by itself',
} as const satisfies Record<SkipReason, string>;

/** The report in sentences: what went, what goes next, who was passed over, and why the rest stayed. */
export function purgeSummary(report: PurgeReport, { dryRun }: { dryRun: boolean }): string[] {
  const { erased, next, skipped, rules } = report;
  const { persons, data, records } = erased;
  const went = dryRun ? 'would go' : 'went';
  return [
    data === 0 && persons === 0
      ? 'Nothing has lapsed.'
      : `${counted(data, 'datum', 'data')} and ${counted(records, 'record', 'records')} ${went}, ${counted(persons, 'person', 'persons')} wholly.`,
    next === null
      ? 'No day is known on which anything lapses next.'
      : `The next is ${counted(next.persons, 'person', 'persons')} on ${next.on}, if nothing changes.`,
    ...Object.entries(PASSED_OVER)
      .filter(([reason]) => skipped[reason as SkipReason] > 0)
      .map(
        ([reason, why]) =>
          `${counted(skipped[reason as SkipReason], 'person', 'persons')} passed over: ${why}.`,
      ),
    ...Object.entries(rules)
      .filter(([rule]) => RULES[rule as RuleId]?.outcome === 'keep')
      .sort(([, a], [, b]) => b - a)
      .map(([rule, count]) => `${counted(count, 'datum', 'data')} kept: ${RULES[rule as RuleId].sentence}`),
  ];
}

const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;
