import { CATEGORIES, type Category } from '../../domain/category.js';
import type { RegisterPolicy, RetentionRule } from '../../domain/register-policy.js';
import { cite } from './cite.js';
import { phrase } from './phrase.js';
import type { Reading } from './rule.js';
import type { StatedPeriod } from './stated-retention.js';

type Retention = Pick<RegisterPolicy, 'retention' | 'relationshipEnd'>;

/** Which categories a sentence with a period of its own is about. */
const ABOUT: readonly (readonly [RegExp, readonly Category[]])[] = [
  [
    phrase(
      '(lasku|kirjanpi|tosit)~',
      '(faktur|bokför|verifikat)~',
      '(invoice|billing|accounting|voucher|bookkeep)~',
    ),
    ['invoice', 'billing-details'],
  ],
  [
    phrase('(markkinoi|uutiskirj)~', '(marknadsför|nyhetsbrev)~', '(marketing|newsletter)'),
    ['marketing-profile'],
  ],
  [
    phrase(
      '(evästei|evästetie|verkkosivu|loki|ip-osoi|kävij)~',
      '(kakor|cookies|logg|ip-adress|besök)~',
      '(cookie|log|ip address|visit)~',
    ),
    ['ip-address', 'web-visit'],
  ],
  [phrase('(tilau)~', '(beställning|order)~', 'orders?(?!\\p{L})'), ['order']],
  [
    phrase(
      '(yhteydenot|asiakaspalvelu)~',
      '(kontakter|kundtjänst|ärende)~',
      '(enquir|customer service|contacts)~',
    ),
    ['service-contact'],
  ],
];

/** How long every category is kept: one rule for all, or the rule of the sentence that names it. */
export function draftRetention({ notice, retention }: Reading): Retention {
  const from = cite(notice, 'Art. 13(2)(a)', 'retention');
  const relationshipEnd = {
    latestOf:
      retention && retention.endEvents.length > 0 && retention.openEnded
        ? retention.endEvents
        : (['relationship-end'] as const),
    cite: retention ? from : 'Art. 5(1)(e); the notice is silent',
  };
  if (!retention) return { retention: 'notStated', relationshipEnd };
  if (retention.openEnded)
    return {
      retention: everywhere({ anchor: 'relationship-end', period: 'P0D', cite: from }),
      relationshipEnd,
    };
  if (retention.periods.length === 0) return { retention: 'notStated', relationshipEnd };
  const general =
    retention.periods.find((period) => categoriesOf(period).length === 0) ?? retention.periods[0]!;
  const rules = everywhere(ruleOf(general, from));
  for (const period of retention.periods) {
    for (const category of categoriesOf(period)) rules[category] = ruleOf(period, from);
  }
  return { retention: rules, relationshipEnd };
}

const categoriesOf = ({ sentence }: StatedPeriod) =>
  ABOUT.filter(([words]) => words.test(sentence)).flatMap(([, categories]) => categories);

const ruleOf = ({ anchor, period }: StatedPeriod, from: string): RetentionRule => ({
  anchor,
  period,
  cite: from,
});

const everywhere = (rule: RetentionRule) =>
  Object.fromEntries(CATEGORIES.map((category) => [category, rule])) as Record<Category, RetentionRule>;
