import { type Language, LANGUAGES, type Prohibition, type Right, RIGHTS } from '../../domain/category.js';
import type { NotStated, PolicyRights, RequestForm } from '../../domain/register-policy.js';
import type { Clause } from './clauses.js';
import { cite } from './cite.js';
import { phrase, sentences } from './phrase.js';
import type { PublishedNotice } from './published-notice.js';
import type { Reading } from './rule.js';
import { complaintContacts } from './stated-complaint.js';
import { erasureBlockers } from './stated-erasure.js';
import { statedForm } from './stated-rights.js';
import { SAYS, STATES_RIGHT } from './statements.js';

/** What the notice promises the person, right by right. */
export function draftRights({ notice }: Reading): PolicyRights {
  const { blockers, clauses } = erasureBlockers(notice);
  const forms = Object.fromEntries(
    RIGHTS.map((right) => [right, formOf(notice, right)]),
  ) as PolicyRights['requestForms'];
  return {
    erasure: {
      blockers,
      anonymisation: where(notice, ANONYMISED) ?? 'notStated',
      totalOblivion: where(notice, FORGOTTEN) ?? 'notStated',
      cite: cite(notice, 'Art. 17', ...clauses),
    },
    requestForms: forms,
    languages: languagesOf(Object.values(forms)),
    marketingProhibitions: prohibitions(notice),
    rectification: draftRectification(notice),
    responseTime: SAYS.responseTime.test(notice.body) ? 'stated' : 'notStated',
    complaint: { stated: complaintContacts(notice), cite: cite(notice, 'Art. 13(2)(d)', 'complaint') },
  };
}

const ANONYMISED = phrase('(vaatia|pyytää|oikeus)…(anonymisoin)~', '(anonymiser)~', '(anonymi[sz])~');
const FORGOTTEN = phrase('unohdetuksi', '(bortglömd|glömd)', 'forgotten');

/** The section that says it, other than the one on cookies. */
function where(notice: PublishedNotice, words: RegExp): string | null {
  const section = notice.sections.find(
    ({ clauses, text }) => !clauses.includes('cookies') && words.test(text.toLowerCase()),
  );
  const clause = section?.clauses[0];
  return clause ? cite(notice, 'Art. 17', clause) : null;
}

function formOf(notice: PublishedNotice, right: Right): RequestForm | NotStated {
  if (right === 'erasure' && !notice.isFilled('erasure')) return erasureFormElsewhere(notice);
  const form = statedForm(notice, right);
  if (!form) return 'notStated';
  return {
    preferredEvidence: form.evidence,
    addressees: form.addressees,
    languages: orNotStated(form.languages),
    mustState: form.mustState,
    cite: cite(notice, 'Art. 12', right),
  };
}

/** Erasure is often asked for in the sections on objection and on other rights. */
function erasureFormElsewhere(notice: PublishedNotice): RequestForm | NotStated {
  const clauses = (['objection', 'rights', 'otherRights'] as const).filter((clause) =>
    STATES_RIGHT.erasure.test(notice.text(clause)),
  );
  if (clauses.length === 0) return 'notStated';
  const addressees = clauses.includes('objection') ? (statedForm(notice, 'objection')?.addressees ?? []) : [];
  return {
    preferredEvidence: [],
    addressees,
    languages: 'notStated',
    mustState: [],
    cite: cite(notice, 'Art. 12', ...clauses),
  };
}

function languagesOf(forms: readonly (RequestForm | NotStated)[]): readonly Language[] | NotStated {
  const named = new Set(
    forms.flatMap((form) => (form === 'notStated' || form.languages === 'notStated' ? [] : form.languages)),
  );
  return orNotStated(LANGUAGES.filter((language) => named.has(language)));
}

const orNotStated = <Item>(items: readonly Item[]): readonly Item[] | NotStated =>
  items.length === 0 ? 'notStated' : items;

const FORBIDS = phrase(
  '(kieltää|kiellon|kielto|vastustaa)~',
  '(förbjuda|invända|motsätta)~',
  '(forbid|prohibit|object|opt)~',
);
const FLAGS: readonly (readonly [Prohibition, RegExp])[] = [
  [
    'dm',
    phrase(
      '(suoramainon|suoramarkkin)~',
      '(direktmarknadsför|direktreklam)~',
      'direct (marketing|advertising)',
    ),
  ],
  ['distance_selling', phrase('etämyyn~', '(distansförsälj|distanshandel)~', 'distance selling')],
  [
    'market_research',
    phrase(
      'markkina- ja mielipide~',
      'markkinatutkim~',
      '(marknads- och|marknadsundersök)~',
      'market (research|and opinion)',
    ),
  ],
  ['opinion_research', phrase('mielipidetutkim~', '(opinionsundersök)~', 'opinion (research|poll)')],
  [
    'disclosure_for_dm',
    phrase(
      'luovut~…(suoramainon|suoramarkkin)~',
      'utlämn~…(direktmarknadsför|direktreklam)~',
      'disclos~…direct (marketing|advertising)',
    ),
  ],
  ['list_publication', phrase('julkais~', 'publicer~', 'publi~')],
];
const CUSTOMER_SERVICE = phrase('asiakaspalvelu~', '(kundtjänst|kundservice)~', 'customer service');

/** Art. 21(2): direct marketing can always be forbidden, said or not. */
function prohibitions(notice: PublishedNotice): PolicyRights['marketingProhibitions'] {
  const said = notice.sections.flatMap(({ clauses: [clause = null], text }) =>
    sentences(text.toLowerCase())
      .filter((part) => FORBIDS.test(part))
      .map((part) => ({ clause, part })),
  );
  const all = said.map(({ part }) => part).join('\n');
  const flags = FLAGS.filter(([flag, words]) => flag === 'dm' || words.test(all)).map(([flag]) => flag);
  const about = said.filter(
    ({ clause, part }) => clause !== 'basis' && FLAGS.some(([, words]) => words.test(part)),
  );
  const clauses = [...new Set(about.flatMap(({ clause }): Clause[] => (clause ? [clause] : [])))];
  return {
    flags,
    channel: about.some(({ part }) => CUSTOMER_SERVICE.test(part)) ? 'customer-service' : 'controller',
    cite: cite(notice, 'Art. 21(2)', ...clauses),
  };
}

const GROUNDS = [
  ['inaccurate', phrase('virheelli~', '(felaktig|oriktig)~', '(inaccurate|incorrect)')],
  ['unnecessary', phrase('tarpeet(on|tom)~', 'onödig~', 'unnecessary')],
  ['incomplete', phrase('puutteelli~', '(ofullständig|bristfällig)~', 'incomplete')],
  ['outdated', phrase('vanhentun~', 'föråldra~', '(outdated|out of date)')],
] as const;
const TELLS = phrase('ilmoitetaan sille', '(meddelas|underrättas) (den|dem)', '(is|are) notified to');
const CERTIFICATE = phrase('kirjalli~ todistu~', 'skriftligt intyg', 'written certificate');

function draftRectification(notice: PublishedNotice): PolicyRights['rectification'] {
  const text = notice.text('rectification', 'rights');
  const grounds = GROUNDS.filter(([, words]) => words.test(text)).map(([ground]) => ground);
  const clause = cite(notice, 'Art. 16', 'rectification');
  return {
    grounds: grounds.length === 0 ? ['inaccurate', 'incomplete'] : grounds,
    duty: clause,
    notifySourceAndRecipients: TELLS.test(text) ? clause : 'Art. 19',
    refusalCertificate: CERTIFICATE.test(text) ? clause : 'Art. 12(4)',
  };
}
