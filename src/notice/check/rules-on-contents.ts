import { isFromBeforeTheRegulation } from './stated-dates.js';
import { marketsUnlessForbidden } from './stated-marketing.js';
import { missingContact, namesNaturalPerson } from './stated-contacts.js';
import { requirementAnswered } from './stated-requirement.js';
import { EXCEPTION, lacksSafeguards, saysWhetherTransferred } from './stated-transfers.js';
import { missingRights } from './stated-rights.js';
import { complaintContacts } from './stated-complaint.js';
import { type Clause, RIGHTS_CLAUSES } from './clauses.js';
import { phrase, sentences } from './phrase.js';
import type { PublishedNotice } from './published-notice.js';
import type { Reading, Rules } from './rule.js';
import { SAYS } from './statements.js';

/** What Art. 13 and 14 require a notice to contain, item by item. */
export const CONTENT_RULES = {
  CONTROLLER_MISSING: {
    severity: 'error',
    clause: 'controller',
    reason: 'The notice does not say who the controller is.',
    law: 'Art. 13(1)(a)',
    finds: ({ notice }) => !notice.isFilled('controller') && !CONTROLLER_SAID.test(notice.body),
  },
  CONTROLLER_NAME_MISSING: {
    severity: 'error',
    clause: 'controller',
    reason: 'A natural person is given as controller and the name of the business is missing.',
    law: 'Art. 13(1)(a)',
    finds: ({ notice }) => namesNaturalPerson(notice),
  },
  CONTROLLER_CONTACT_MISSING: {
    severity: 'error',
    clause: 'controller',
    reason: 'The controller is named without an address, phone number or mailbox.',
    law: 'Art. 13(1)(a)',
    finds: ({ notice }) => missingContact(notice),
  },
  DPO_CONTACT_MISSING: {
    severity: 'error',
    clause: 'dpo',
    reason: 'A data protection officer has a heading and no contact details.',
    law: 'Art. 13(1)(b)',
    finds: ({ notice }) => notice.isEmpty('dpo'),
  },
  PURPOSES_MISSING: {
    severity: 'error',
    clause: 'basis',
    reason: 'The purposes of the processing are not stated.',
    law: 'Art. 13(1)(c)',
    finds: ({ notice }) => !notice.isFilled('basis') && !PURPOSE_SAID.test(notice.bodyOutside(OTHER_MATTERS)),
  },
  BASIS_MISSING: {
    severity: 'error',
    clause: 'basis',
    reason: 'No legal basis is stated.',
    law: 'Art. 13(1)(c)',
    finds: ({ basis }) => basis.bases.length === 0,
  },
  LEGITIMATE_INTEREST_UNNAMED: {
    severity: 'error',
    clause: 'basis',
    reason: 'Processing is said to rest on a legitimate interest, but not on which.',
    law: 'Art. 13(1)(d)',
    finds: ({ basis }) => basis.interestSaid && !basis.interestNamed && !basis.bareInterest,
  },
  DATA_GROUPS_MISSING: {
    severity: 'warning',
    clause: 'dataGroups',
    reason: 'The categories of personal data are not stated.',
    law: 'Art. 14(1)(d)',
    finds: groupsMissing,
  },
  SOURCES_MISSING: {
    severity: 'error',
    clause: 'sources',
    reason: 'The notice does not say where the data come from.',
    law: 'Art. 14(2)(f)',
    finds: ({ notice }) =>
      !notice.isFilled('sources') && !SAYS.sources.test(notice.bodyWithout('cookies', 'sources')),
  },
  RECIPIENTS_MISSING: {
    severity: 'error',
    clause: 'recipients',
    reason: 'No recipients or categories of recipients are stated.',
    law: 'Art. 13(1)(e)',
    finds: recipientsMissing,
  },
  TRANSFERS_UNSTATED: {
    severity: 'info',
    clause: 'transfers',
    reason: 'The notice does not say whether data leave the European Economic Area.',
    law: 'Art. 13(1)(f)',
    finds: ({ notice }) => !saysWhetherTransferred(notice),
  },
  TRANSFER_SAFEGUARDS_MISSING: {
    severity: 'error',
    clause: 'transfers',
    reason: 'Transfers outside the Union are left open and no safeguards are named.',
    law: 'Art. 13(1)(f), 46',
    finds: ({ notice }) => lacksSafeguards(notice),
  },
  RETENTION_MISSING: {
    severity: 'error',
    clause: 'retention',
    reason: 'No storage period and no criteria for one are stated. Nothing can be purged until they are.',
    law: 'Art. 13(2)(a); TSV/26/2020',
    finds: ({ retention }) => retention === null,
  },
  RIGHTS_SECTIONS_MISSING: {
    severity: 'error',
    clause: 'rights',
    reason: 'Rights of the person are not mentioned',
    law: 'Art. 13(2)(b), 15–21',
    finds: ({ notice }) => {
      const missing = missingRights(notice);
      return missing.length > 0 && { detail: missing.join(', '), clauses: [missing[0]!] };
    },
  },
  CONSENT_WITHDRAWAL_MISSING: {
    severity: 'warning',
    clause: 'consent',
    reason: 'Consent is used, needed or left open, and nothing is said of withdrawing it.',
    law: 'Art. 13(2)(c), 7(3)',
    finds: ({ notice, basis }) =>
      (basis.bases.includes('consent') || notice.isEmpty('consent') || marketsUnlessForbidden(notice)) &&
      !SAYS.withdrawal.test(notice.body) &&
      !WITHDRAWN.test(notice.text('consent')),
  },
  COMPLAINT_RIGHT_MISSING: {
    severity: 'error',
    clause: 'complaint',
    reason: 'The right to complain to the supervisory authority is missing.',
    law: 'Art. 13(2)(d), 77',
    finds: ({ notice }) => !saysOneMayComplain(notice),
  },
  COMPLAINT_PLACE_INCOMPLETE: {
    severity: 'info',
    clause: 'complaint',
    reason: 'The option to complain where the infringement took place is not mentioned.',
    law: 'Art. 77(1)',
    finds: ({ notice }) => {
      if (SAYS.infringementPlace.test(notice.text('complaint', 'rights'))) return false;
      return saysOneMayComplain(notice)
        ? SAYS.complaintPlaces.test(notice.text('complaint'))
        : // The authority is named for a refused correction only: neither the right nor the place is told.
          SAYS.authority.test(notice.body);
    },
  },
  COMPLAINT_CONTACTS_OUTDATED: {
    severity: 'error',
    clause: 'complaint',
    reason: 'The contact details of the supervisory authority are out of date.',
    law: 'Art. 13(2)(d), 12(1)',
    finds: ({ notice }) => complaintContacts(notice) === 'outdated',
  },
  STATUTORY_REQUIREMENT_UNANSWERED: {
    severity: 'warning',
    clause: 'basis',
    reason:
      'The notice does not say whether giving the data is required by law or contract, nor what follows if not.',
    law: 'Art. 13(2)(e)',
    finds: ({ notice }) => !requirementAnswered(notice),
  },
  AUTOMATED_DECISIONS_UNSTATED: {
    severity: 'error',
    clause: 'automated',
    reason: 'The notice does not say whether decisions are automated or persons profiled.',
    law: 'Art. 13(2)(f), 22',
    finds: ({ notice }) =>
      notice.leavesOpen('automated') ||
      (!notice.isFilled('automated') && !SAYS.automated.test(notice.bodyWithout('cookies'))),
  },
} as const satisfies Rules;

const CONTROLLER_SAID = phrase(
  'rekisterinpitäjä(nä)? (on|toimii)',
  '(toimii|on) rekisterinpitäjä~',
  'personuppgiftsansvarig~ är',
  'är personuppgiftsansvarig',
  'controller is',
  '(is|are|as) (the )?(data )?controller',
);
const WITHDRAWN = phrase('(peru|peruu|peruut)~', '(återkall|dra tillbaka|ta tillbaka)~', '(withdraw|revok)~');
/** Sections that say what some data are used for, but not why the register is kept. */
const OTHER_MATTERS = [
  ...RIGHTS_CLAUSES,
  'legitimateInterest',
  'requirement',
  'sources',
  'recipients',
  'disclosures',
  'transfers',
  'retention',
  'consent',
  'automated',
  'cookies',
  'manual',
  'electronic',
  'protection',
] as const satisfies readonly Clause[];
const PURPOSE_SAID = phrase(
  '(käsittelemme|käytämme|käsitellään|käytetään)…(varten|tarkoituks|hoita|toimitta|jotta|laskut)~',
  'käyttötarkoitus',
  '(behandlar|behandlas|använder|används)…(för att|i syfte)',
  '(process|use|used|processed)(?!\\p{L})…(purpose|in order to|to |for )',
);

/** A notice from before the regulation described the contents of the register, not the categories of Art. 14(1)(d). */
function groupsMissing({ notice, listed }: Reading): boolean {
  if (notice.isEmpty('dataGroups') || notice.leavesOpen('dataGroups')) return true;
  if (notice.isFilled('dataGroups')) return false;
  return (
    isFromBeforeTheRegulation(notice) ||
    (!notice.isFilled('contents') &&
      listed.length === 0 &&
      !sentences(notice.bodyWithout('controller', 'contactPerson', 'dpo', 'requirement', 'complaint')).some(
        listsData,
      ))
  );
}

/** Two kinds of data in one sentence make a list; one is only mentioned. */
const listsData = (part: string) => KINDS.filter((kind) => kind.test(part)).length >= 2;
const KINDS = [
  phrase('nim(i|en|eä)(?!\\p{L})', 'namn(?!\\p{L})', 'names?(?!\\p{L})'),
  phrase('(yhteystie|puhelin)~', '(kontaktuppgift|telefon)~', '(contact detail|phone)~'),
  phrase('(sähköposti|postiosoit|osoite)~', '(e-post|adress)~', '(e-?mail|address)~'),
];
const DISCLOSED_TO_NOBODY = phrase(
  '(emme|ei)(?!\\p{L})…luovut~',
  '(inte|inga)(?!\\p{L})…(lämnas ut|lämnar ut|utlämna)~',
  '(lämnas|lämnar vi) inte ut',
  '(not|never)(?!\\p{L})…(disclos|shar)~',
);

function recipientsMissing({ notice }: Reading): boolean {
  if (notice.isFilled('recipients')) return notice.leavesOpen('recipients');
  const rest = notice.bodyWithout('cookies', ...RIGHTS_CLAUSES);
  const toNobody = sentences(rest).some((part) => DISCLOSED_TO_NOBODY.test(part) && !EXCEPTION.test(part));
  return !toNobody && !SAYS.recipientsNamed.test(rest);
}

const saysOneMayComplain = (notice: PublishedNotice) =>
  notice.isFilled('complaint') || SAYS.complaint.test(notice.body);
