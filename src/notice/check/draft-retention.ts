import { CATEGORIES, type Category } from '../../domain/category.js';
import type { Anchor, RegisterPolicy, RetentionRule } from '../../domain/register-policy.js';
import { cite } from './cite.js';
import { categoriesIn, categoriesOf, isGeneral } from './period-subject.js';
import { sentences } from './phrase.js';
import type { Reading } from './rule.js';
import { periodsOf, type StatedPeriod } from './stated-period.js';
import type { StatedRetention } from './stated-retention.js';
import { SAYS } from './statements.js';

type Retention = Pick<RegisterPolicy, 'retention' | 'relationshipEnd'>;
type Rules = Partial<Record<Category, RetentionRule>>;

/** How long every category held is kept, or notStated when the notice leaves one without a period a policy can say. */
export function draftRetention({ notice, retention }: Reading, held: readonly Category[]): Retention {
  const from = cite(notice, 'Art. 13(2)(a)', 'retention');
  const relationshipEnd = {
    latestOf:
      retention && retention.endEvents.length > 0 && retention.openEnded
        ? retention.endEvents
        : (['relationship-end'] as const),
    cite: retention ? from : 'Art. 5(1)(e); the notice is silent',
  };
  const rules = retention ? rulesOf(retention, from) : {};
  const complete = Object.keys(rules).length > 0 && held.every((category) => rules[category]);
  return { retention: complete ? rules : 'notStated', relationshipEnd };
}

/** These run from a record, and data without one would be kept for good. */
const OF_A_RECORD: readonly Anchor[] = ['invoice-booking-date', 'financial-year-end', 'calendar-year-end'];
const RECORDS: readonly Category[] = ['order', 'invoice'];

/** A category, or all those of which no period is said by name. */
type Subject = Category | 'rest';
type Said = RetentionRule | 'unsayable';

function rulesOf(retention: StatedRetention, cite: string): Rules {
  if (retention.openEnded) return everywhere({ anchor: 'relationship-end', period: 'P0D', cite });
  const said = retention.periods.flatMap((period) =>
    subjectsOf(period).map((about): [Subject, Said] => [about, ruleOf(period, about, cite)]),
  );
  if (sentences(retention.text).some(endsWithConsent)) {
    said.push(['marketing-profile', { anchor: 'consent-withdrawal', period: 'P0D', cite }]);
  }
  const of = (about: Subject) => said.filter(([name]) => name === about).map(([, rule]) => rule);
  const rest = agreed(of('rest'));
  return Object.fromEntries(
    CATEGORIES.flatMap((category) => {
      const own = of(category);
      const rule = own.length > 0 ? agreed(own) : rest;
      return rule ? [[category, rule]] : [];
    }),
  );
}

function subjectsOf(period: StatedPeriod): readonly Subject[] {
  const categories = categoriesOf(period);
  return categories.length === 0 && isGeneral(period) ? ['rest'] : categories;
}

/** Two periods for the same data: which of them holds is for the controller to say. */
function agreed([first, ...others]: readonly Said[]): RetentionRule | null {
  if (first === undefined || first === 'unsayable') return null;
  const same = (rule: Said) =>
    rule !== 'unsayable' && rule.anchor === first.anchor && rule.period === first.period;
  return others.every(same) ? first : null;
}

function ruleOf({ anchor, period }: StatedPeriod, about: Subject, cite: string): Said {
  const hasRecord = about !== 'rest' && RECORDS.includes(about);
  if (anchor === null || (OF_A_RECORD.includes(anchor) && !hasRecord)) return 'unsayable';
  return { anchor, period, cite };
}

/** "Deleted when you withdraw your consent." */
const endsWithConsent = (sentence: string) =>
  SAYS.withdrawal.test(sentence) &&
  categoriesIn(sentence).includes('marketing-profile') &&
  periodsOf(sentence).length === 0;

const everywhere = (rule: RetentionRule) =>
  Object.fromEntries(CATEGORIES.map((category) => [category, rule])) as Record<Category, RetentionRule>;
