import { lawInWords } from '../../answers/law-in-words.js';
import { OWN_DATA, type RetentionRule } from '../../domain/register-policy.js';
import { dateIn, periodIn } from '../../i18n/dates.js';
import { type Block, paragraph, subheading } from '../../paper/paper.js';
import type { Draft } from './notice-section.js';

/** Art. 13(2)(a) and 30(1)(f): the promised periods, then the law's, then what may make them longer. */
export function retention(draft: Draft): Block[] {
  return [...promised(draft), ...statutory(draft), ...longer(draft), ...ownData(draft)];
}

function promised(draft: Draft): Block[] {
  const { policy, t } = draft;
  const { retention: rules, relationshipEnd } = policy;
  if (rules === 'notStated') return unstated(draft);
  const rows = policy.categories.map(({ category }) => [
    t(`category.${category}`),
    periodOf(rules[category], draft),
  ]);
  const usesEnd = policy.categories.some(({ category }) => rules[category]?.anchor === 'relationship-end');
  const events = relationshipEnd.latestOf.map((event) => t(`privacyNotice.relationshipEnd.${event}`));
  return [
    paragraph(t('privacyNotice.retention.intro')),
    { kind: 'table', columns: [t('term.data'), t('privacyNotice.retention.period')], rows },
    ...(usesEnd && events.length > 1
      ? [paragraph(t('privacyNotice.retention.latestOf', { events: events.join(', ') }))]
      : []),
  ];
}

function periodOf(rule: RetentionRule | undefined, { language, t }: Draft): string {
  if (rule === undefined) return t('privacyNotice.retention.categoryNotStated');
  const period = periodIn(language, rule.period);
  const anchor = t(`anchor.${rule.anchor}`);
  return period === ''
    ? t('copyDoc.erasure.noPeriod', { anchor })
    : t('copyDoc.erasure.period', { period, anchor });
}

/** No period is stated: the criteria that Art. 13(2)(a) accepts in its place. */
function unstated({ language, t }: Draft): Block[] {
  const laws = lawInWords('Art. 5(1)(e)', language).join('; ');
  const criteria = ['relationship', 'claims', 'law'] as const;
  return [
    paragraph(t('privacyNotice.retention.notStated', { laws })),
    { kind: 'list', items: criteria.map((criterion) => t(`privacyNotice.retention.criterion.${criterion}`)) },
  ];
}

/** KPL 2:10: six years after the year for vouchers, ten years for the books. */
function statutory({ policy, language, t }: Draft): Block[] {
  const laws = lawInWords('KPL 2:10', language).join('; ');
  const { financialYears } = policy;
  const latest = financialYears === 'calendar' ? undefined : financialYears.at(-1);
  const year =
    latest === undefined
      ? t('privacyNotice.retention.calendarYear')
      : t('privacyNotice.retention.ownYears', {
          start: dateIn(language, latest.start),
          end: dateIn(language, latest.end),
        });
  return [
    subheading(t('privacyNotice.retention.statutory')),
    paragraph(t('privacyNotice.retention.statutory.intro', { laws })),
    {
      kind: 'table',
      columns: [t('privacyNotice.retention.material'), t('privacyNotice.retention.period')],
      rows: [
        [t('privacyNotice.retention.vouchers'), t('holdUntil.STATUTORY_VOUCHER')],
        [t('privacyNotice.retention.books'), t('holdUntil.STATUTORY_BOOKS')],
      ],
    },
    paragraph(year),
  ];
}

/** The notice's own reasons, and those the law adds to any notice (Art. 17(3)(e), 18(2)). */
function longer({ policy, t }: Draft): Block[] {
  const reasons = [...policy.erasure.blockers, 'claim', 'restriction'] as const;
  return [
    subheading(t('privacyNotice.retention.longer')),
    paragraph(t('privacyNotice.retention.longer.intro')),
    { kind: 'list', items: reasons.map((reason) => t(`privacyNotice.blocker.${reason}`)) },
    paragraph(t('privacyNotice.retention.longer.only')),
  ];
}

function ownData({ policy, language, t }: Draft): Block[] {
  const rows = OWN_DATA.map((kind) => [
    t(`privacyNotice.ownData.${kind}`),
    t(`privacyNotice.ownData.period.${kind}`, { period: periodIn(language, policy.ownData[kind].period) }),
  ]);
  return [
    subheading(t('privacyNotice.retention.own')),
    {
      kind: 'table',
      columns: [t('privacyNotice.retention.material'), t('privacyNotice.retention.period')],
      rows: [...rows, [t('privacyNotice.ownData.suppression'), t('holdUntil.SUPPRESSION')]],
    },
  ];
}
