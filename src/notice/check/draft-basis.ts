import { type Category } from '../../domain/category.js';
import type { PolicyBasis } from '../../domain/register-policy.js';
import { cite } from './cite.js';
import texts from './draft-texts.json' with { type: 'json' };
import { phrase } from './phrase.js';
import type { Reading } from './rule.js';
import { mayHold, statedGroups } from './stated-contents.js';
import { repealedActs } from './stated-laws.js';
import { statedPurposes } from './stated-flows.js';
import { requirementAnswered } from './stated-requirement.js';
import { statedCookies } from './stated-protection.js';
import { SAYS } from './statements.js';

const BILLING = phrase('lasku~', 'faktur~', '(billing|invoic)~');
const ORDERS = phrase('tilau~', '(beställ|order)~', 'orders?(?!\\p{L})');
const INTERESTS = [
  ['asiakassuhde', phrase('asiakassuh~')],
  ['markkinointi', phrase('markkinoin~')],
  ['kundförhållande', phrase('kundförhåll~')],
  ['customer relationship', phrase('customer relation~')],
] as const;

/** Why and on what data, as far as the notice says (Art. 13(1)(c)–(d), 14(1)(d)). */
export function draftBasis(reading: Reading): PolicyBasis {
  const { notice, basis } = reading;
  const purposeCite = cite(notice, 'Art. 13(1)(c)', 'basis');
  const contract = basis.bases.includes('contract') || basis.bases.length === 0;
  return {
    statedBasis: {
      bases: basis.bases.length === 0 ? 'notStated' : basis.bases,
      legitimateInterest: statedInterest(reading),
      law: repealedActs(notice).includes('Personal Data Act 523/1999')
        ? 'Personal Data Act 523/1999'
        : 'GDPR',
      cite: cite(notice, 'Art. 13(1)(c)', ...basisClauses(reading)),
    },
    legalBases: {
      consumer: contract
        ? {
            basis: 'contract',
            cite:
              basis.bases.length === 0
                ? 'Art. 6(1)(b)'
                : cite(notice, 'Art. 6(1)(b)', ...basisClauses(reading).slice(0, 1)),
          }
        : {
            basis: basis.bases[0]!,
            cite: purposeCite,
            ...(basis.bases[0] === 'legitimate-interest' && { interest: texts.interest }),
          },
      'contact-person': { basis: 'legitimate-interest', interest: texts.interest, cite: 'Art. 6(1)(f)' },
    },
    purposes: statedPurposes(notice).map((code) => ({ code, text: texts.purposes[code], cite: purposeCite })),
    dataGroups: draftGroups(reading),
    categories: draftCategories(reading),
    consent: SAYS.consentIsBasis.test(notice.body) || notice.isFilled('consent') ? 'stated' : 'notStated',
    statutoryRequirement: requirementAnswered(notice) ? 'stated' : 'notStated',
    automatedDecisions: {
      made: automatedDecisions(reading),
      cite: cite(notice, 'Art. 13(2)(f)', 'automated'),
    },
  };
}

function basisClauses({ basis }: Reading): ('basis' | 'legitimateInterest')[] {
  if (basis.contractMisplaced) return ['legitimateInterest'];
  return basis.bareInterest ? ['basis', 'legitimateInterest'] : ['basis'];
}

/** The interest in words of this house: what stands in the field may name anyone. */
function statedInterest({ notice, basis }: Reading): string {
  if (!basis.bases.includes('legitimate-interest')) return 'notStated';
  const field = notice.text('legitimateInterest');
  return (
    INTERESTS.find(([, words]) => words.test(field))?.[0] ?? (basis.interestNamed ? 'stated' : 'notStated')
  );
}

function draftGroups({ notice }: Reading): PolicyBasis['dataGroups'] {
  const groups = statedGroups(notice);
  return {
    groups: groups.length === 0 ? 'notStated' : groups,
    cite: cite(notice, 'Art. 14(1)(d)', 'dataGroups'),
  };
}

function automatedDecisions({ notice }: Reading): boolean | 'notStated' {
  const text = notice.text('automated') || (SAYS.automated.exec(notice.bodyWithout('cookies'))?.[0] ?? '');
  return text === '' ? 'notStated' : !SAYS.automatedDenied.test(text);
}

/** Listed in the notice first, then what its other clauses imply. */
function draftCategories(reading: Reading): PolicyBasis['categories'] {
  const { notice, listed } = reading;
  const held = mayHold(notice) ? ('may' as const) : ('does' as const);
  const source = notice.isFilled('contents') ? ('contents' as const) : ('dataGroups' as const);
  const both = ['consumer', 'contact-person'] as const;
  return [
    ...listed.map((category) => ({
      category,
      held,
      stated: 'listed' as const,
      personTypes: category === 'organisation' ? (['contact-person'] as const) : both,
      cite: cite(notice, 'Art. 14(1)(d)', source),
    })),
    ...implied(reading)
      .filter(([category]) => !listed.includes(category))
      .map(([category, from]) => ({
        category,
        held: 'may' as const,
        stated: 'implied' as const,
        personTypes: both,
        cite: from,
      })),
  ];
}

function implied({ notice, basis, listed }: Reading): [Category, string][] {
  const purposes = statedPurposes(notice);
  const from = (article: string, ...clauses: Parameters<typeof cite>[2][]) =>
    cite(notice, article, ...clauses);
  const billing = (['dataGroups', 'registerName', 'disclosures'] as const).find((clause) =>
    BILLING.test(notice.text(clause)),
  );
  const cookies = statedCookies(notice);
  const candidates: [boolean, Category, string][] = [
    [billing !== undefined, 'billing-details', from('Art. 6(1)(b)', billing ?? 'basis')],
    [billing !== undefined, 'invoice', `${from('Art. 6(1)(c)', 'disclosures')}; KPL 2:10`],
    [
      basis.bases.includes('contract') || ORDERS.test(notice.text('basis')),
      'contract',
      from('Art. 6(1)(b)', ...basisClauses({ notice, basis, listed, retention: null }).slice(0, 1)),
    ],
    [purposes.includes('customer-relationship'), 'service-contact', from('Art. 6(1)(b)', 'basis')],
    [
      (cookies.collects as readonly string[]).includes('ip-address'),
      'ip-address',
      from('Art. 6(1)(f)', 'cookies'),
    ],
    [cookies.stated, 'web-visit', from('Art. 6(1)(f)', 'cookies')],
    [
      purposes.includes('ad-targeting') || purposes.includes('personalised-content'),
      'marketing-profile',
      from('Art. 6(1)(f)', 'basis'),
    ],
    [purposes.includes('customer-relationship'), 'note', from('Art. 6(1)(b)', 'basis')],
    [notice.isFilled('manual'), 'manual-material', from('Art. 6(1)(b)', 'manual')],
  ];
  return candidates.filter(([found]) => found).map(([, category, origin]) => [category, origin]);
}
