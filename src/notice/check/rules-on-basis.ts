import { phrase } from './phrase.js';
import type { Reading, Rules } from './rule.js';
import { coversContactPersons, statedGroups } from './stated-contents.js';
import { contactPersonBar } from './stated-erasure.js';
import { citedRepealed, repealedActs } from './stated-laws.js';
import { marketsUnlessForbidden } from './stated-marketing.js';
import { isByLaw } from './stated-retention.js';
import { namesSafeguards, promisesToStay } from './stated-transfers.js';
import { SAYS } from './statements.js';

/** Years beyond which one period for every datum is weak: nobody needs visits and marketing data that long. */
const LONG_FOR_EVERYTHING = 5;

const BILLING = phrase('lasku~', 'faktur~', '(billing|invoic)~');
const PRECEDENCE = phrase(
  '(myöhäi|viimeisin näistä|näistä viimei|näistä on viimei|sen mukaan)~',
  '(det som inträffar sist|det senaste av|den senaste av|senast av|sist av)',
  '(whichever|the latest of|the last of)',
);
const PARTIES_MIXED = phrase(
  'rekisteröidyn ja asiakkaan väli~',
  'mellan den registrerade och kunden',
  'between the data subject and the customer',
);
const NOT_IDENTIFIABLE = phrase(
  '(ei|eikä)(?!\\p{L})…(voi|voida|pysty~) …(yksilöidä|tunnistaa)',
  '(ei|eikä)(?!\\p{L})…(voi|voida) (yksilöidä|tunnistaa|yhdistää)',
  '(kan|går) inte…(identifier|hänför)~',
  'inte (kan|går att)…identifier~',
  '(cannot|can not|not possible)…identif~',
);
const IDENTIFYING = phrase(
  'ip[ -](osoi|adress|address|numero)~',
  '(ikä|sukupuoli)(?!\\p{L})',
  '(ålder|kön)(?!\\p{L})',
  '(age|gender)(?!\\p{L})',
);
const MASKED = phrase(
  '(anonymisoi|lyhenn|typist|maskera|anonymiser|förkorta|anonymi[sz]ed|truncat|shorten|mask)~',
);

/** Where what the notice says on basis, data, periods and transfers does not hold or does not fit together. */
export const BASIS_RULES = {
  BASIS_MISPLACED: {
    severity: 'warning',
    clause: 'legitimateInterest',
    reason:
      'The contract is given as the basis under the heading for legitimate interests; the heading for the basis has none.',
    law: 'Art. 12(1), 13(1)(c)',
    finds: ({ basis }) => basis.contractMisplaced,
  },
  BASIS_DOUBLE: {
    severity: 'warning',
    clause: 'legitimateInterest',
    reason: 'Contract and legitimate interest are both given without saying which processing rests on which.',
    law: 'Art. 13(1)(c)–(d)',
    finds: ({ basis }) => basis.bareInterest && basis.bases.includes('contract'),
  },
  CONTACT_PERSON_BASIS_WRONG: {
    severity: 'error',
    clause: 'basis',
    reason:
      'A contract with an organisation cannot be the basis for its contact persons. State the legitimate interest.',
    law: 'Art. 6(1)(f), 13(1)(d)',
    finds: ({ notice, basis, listed }) =>
      basis.bases.includes('contract') &&
      (listed.includes('organisation') ||
        coversContactPersons(notice) ||
        contactPersonBar(notice) !== null) &&
      !basis.interestCoversContactPersons &&
      !basis.interestNamed,
  },
  REPEALED_LAW_CITED: {
    severity: 'error',
    clause: 'basis',
    reason: 'Processing is said to follow an act that is no longer in force',
    law: 'Act 1050/2018, in force 1 January 2019; Act 917/2014',
    finds: repealedLaw,
  },
  BILLING_GROUP_WITHOUT_FIELD: {
    severity: 'warning',
    clause: 'dataGroups',
    reason: 'Billing details are named as a group, but the list of contents has no billing field.',
    law: 'Art. 12(1), 14(1)(d)',
    finds: ({ notice }) =>
      statedGroups(notice).includes('billing-details') &&
      notice.isFilled('contents') &&
      !BILLING.test(notice.text('contents')),
  },
  BILLING_REGISTER_WITHOUT_FIELD: {
    severity: 'warning',
    clause: 'registerName',
    reason: 'The register is named after billing, but no billing data are listed.',
    law: 'Art. 12(1), 14(1)(d)',
    finds: ({ notice }) =>
      BILLING.test(notice.text('registerName')) && !BILLING.test(notice.text('contents', 'dataGroups')),
  },
  RETENTION_BLANKET: {
    severity: 'warning',
    clause: 'retention',
    reason:
      'One long period covers every datum. Give each purpose a period of its own; IP address, visits and marketing need less.',
    law: 'Art. 5(1)(e); TSV/26/2020',
    finds: ({ retention }) =>
      retention !== null &&
      retention.periods.length === 1 &&
      retention.periods[0]!.years >= LONG_FOR_EVERYTHING &&
      !isByLaw(retention.text) &&
      !SAYS.withdrawal.test(retention.text),
  },
  RETENTION_OPEN_ENDED: {
    severity: 'warning',
    clause: 'retention',
    reason: 'Data are kept as long as the relationship lasts and no period is given.',
    law: 'Art. 5(1)(e), 13(2)(a); TSV/26/2020',
    finds: ({ retention }) => retention?.openEnded === true,
  },
  RETENTION_END_AMBIGUOUS: {
    severity: 'warning',
    clause: 'retention',
    reason: 'Several events end the relationship and none is said to prevail. The latest known date is used.',
    law: 'Art. 12(1), 13(2)(a)',
    finds: ({ retention }) =>
      retention !== null && retention.endEvents.length >= 2 && !PRECEDENCE.test(retention.text),
  },
  RETENTION_PARTIES_MIXED: {
    severity: 'warning',
    clause: 'retention',
    reason:
      'The relationship is described as one between the person and the customer; it should name the controller.',
    law: 'Art. 12(1), 13(2)(a)',
    finds: ({ retention }) => retention !== null && PARTIES_MIXED.test(retention.text),
  },
  TRANSFER_VERSUS_ANALYTICS: {
    severity: 'warning',
    clause: 'transfers',
    reason: 'Data are promised to stay in the Union, yet a web service of a third-country group is used.',
    law: 'Art. 13(1)(f), 44',
    finds: ({ notice }) =>
      SAYS.thirdCountryService.test(notice.body) &&
      promisesToStay(notice) &&
      !namesSafeguards(notice) && { clauses: ['transfers', 'cookies'] },
  },
  ANALYTICS_SAID_ANONYMOUS: {
    severity: 'warning',
    clause: 'cookies',
    reason: 'Visitors are said not to be identifiable although data that identify them are collected.',
    law: 'Art. 4(1), recital 30',
    finds: ({ notice }) => {
      const text = notice.text('cookies');
      return NOT_IDENTIFIABLE.test(text) && IDENTIFYING.test(text) && !MASKED.test(text);
    },
  },
  COOKIES_EMPTY: {
    severity: 'warning',
    clause: 'cookies',
    reason: 'The heading on cookies is left empty.',
    law: 'Art. 12(1); Act 917/2014, 205 §',
    finds: ({ notice }) => notice.isEmpty('cookies'),
  },
  ELECTRONIC_MARKETING_CONSENT: {
    severity: 'warning',
    clause: 'basis',
    reason:
      'Publication or marketing unless forbidden is an opt-out. Electronic direct marketing to natural persons needs prior consent, except for own similar products.',
    law: 'Act 917/2014, 200 and 202 §',
    finds: ({ notice }) => marketsUnlessForbidden(notice),
  },
} as const satisfies Rules;

function repealedLaw({ notice }: Reading) {
  const cited = citedRepealed(notice);
  const clauses = [...new Set(cited.flatMap(({ clause }) => (clause ? [clause] : [])))];
  return (
    cited.length > 0 && { detail: repealedActs(notice).join(', '), ...(clauses.length > 0 && { clauses }) }
  );
}
