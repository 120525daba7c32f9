import { RIGHTS_CLAUSES } from './clauses.js';
import { affirmed, deniedRights } from './denied-rights.js';
import { phrase, sentences } from './phrase.js';
import type { PublishedNotice } from './published-notice.js';
import type { Reading, Rules } from './rule.js';
import { contactPersonBar, isPeriodUnclear } from './stated-erasure.js';
import { requestSentences, rightsHaveSections, statedForm } from './stated-rights.js';
import { SAYS, STATES_RIGHT } from './statements.js';

const OBJECTS = phrase('vastusta~', 'kieltä~ …käsittel~', 'invänd~', 'motsätt~', 'object(?!ive)~', 'opt out');

const SIGNED = phrase(
  'allekirjoit~',
  'omakätis~',
  '(underteckna|underskriv|signer)~',
  '(hand-?)?(signed|signature)(?!\\p{L})',
);
const MUST = phrase(
  '(tulee|pitää|täytyy|on|edellytäm|edellyttä|vaadim|vaadi|vain)~',
  '(ska|skall|måste|bör|krävs|kräver)(?!\\p{L})',
  '(must|shall|has to|have to|required|require|only|needs to)(?!\\p{L})',
);
const OTHERWISE = phrase(
  '(tai|taikka)(?!\\p{L})',
  '(ei|emme|eikä)(?!\\p{L})',
  '(eller|inte)(?!\\p{L})',
  '(or|not|no|neither)(?!\\p{L})',
);

const IDENTIFIABLE = phrase(
  '(todisteellisesti|todistettavasti|luotettavasti) tunnistettav~ (sähköposti|s-posti)~',
  '(bevisligen|tillförlitligt) identifierbar~ e-post~',
  '(provably|reliably) identifiable e-?mail~',
);
const EXPLAINED = phrase(
  '(todisteellisesti|todistettavasti|luotettavasti) tunnistettav~ sähköposti\\p{L}{0,20}(,? (joka|jolla|eli|tarkoitt)|\\p{L}{0,4} \\()~?',
  'tunnistettav~ …(tarkoit|tarkoitta)~',
  'identifierbar~ e-post\\p{L}{0,20},? (som|det vill säga)',
  'identifiable e-?mail~( address)?,? (which|that is|meaning|i\\.e)',
);

/** Being forgotten or made anonymous in passing does not tell that data are deleted on request. */
const DELETION = phrase(
  '(pyytää|vaatia|oikeus|saada|voit)…(poist|hävit)~',
  '(rätt|kan|begära)…rader~',
  '(right|may|ask)…(eras|delet)~',
);

/** Where the notice makes a request harder than the law lets it, or describes a right wrongly. */
export const REQUEST_RULES = {
  OBJECTION_RIGHT_GARBLED: {
    severity: 'error',
    clause: 'objection',
    reason:
      'The section on objection never says that the person may object. Article 21 applies all the same.',
    law: 'Art. 21, 13(2)(b)',
    finds: ({ notice }) =>
      notice.isFilled('objection') && !OBJECTS.test(affirmed(notice.text('objection'), 'objection')),
  },
  RIGHT_DENIED: {
    severity: 'error',
    clause: 'rights',
    reason: 'A right that the law gives is denied',
    law: 'Art. 12(2), 15–21',
    finds: ({ notice }) => {
      const { rights, clauses } = deniedRights(notice);
      return rights.length > 0 && { detail: rights.join(', '), ...(clauses.length > 0 && { clauses }) };
    },
  },
  CONTACT_PERSON_PERIOD_UNCLEAR: {
    severity: 'warning',
    clause: 'objection',
    reason:
      'The bar on erasing contact persons names a time that is nowhere defined. It is no exception under Art. 17(3) by itself.',
    law: 'Art. 17(1)(a), 17(3)',
    finds: ({ notice }) => {
      const bar = contactPersonBar(notice);
      if (!bar || !isPeriodUnclear(bar)) return false;
      return bar.clause ? { clauses: [bar.clause] } : true;
    },
  },
  ERASURE_SECTION_MISSING: {
    severity: 'warning',
    clause: 'erasure',
    reason: 'Other rights have sections of their own and erasure has none.',
    law: 'Art. 13(2)(b), 17',
    finds: ({ notice }) =>
      rightsHaveSections(notice) &&
      !notice.isFilled('erasure') &&
      !STATES_RIGHT.erasure.test(notice.text('rights')) &&
      !DELETION.test(notice.text('otherRights')) &&
      // Not mentioned at all is another finding.
      STATES_RIGHT.erasure.test(notice.body),
  },
  SIGNATURE_REQUIRED: {
    severity: 'error',
    clause: 'access',
    reason:
      'A signature is demanded of requests without exception, which supervisory practice does not allow as a condition. Requests are not refused for it.',
    law: 'Art. 12(2), 12(6); TSV/224/2023; 6097/161/21',
    finds: signatureRequired,
  },
  IDENTIFIABLE_EMAIL_UNDEFINED: {
    severity: 'warning',
    clause: 'access',
    reason:
      'A provably identifiable address is accepted and nowhere defined. Read as: the sender’s address is already on the person’s record.',
    law: 'Art. 12(1), 12(2)',
    finds: ({ notice }) => IDENTIFIABLE.test(notice.body) && !EXPLAINED.test(notice.body),
  },
  RESPONSE_TIME_MISSING: {
    severity: 'info',
    clause: 'access',
    reason:
      'The notice prescribes how to ask and not when the answer comes; the law gives one month. No item of Art. 13.',
    law: 'Art. 12(3)',
    finds: ({ notice }) =>
      (['access', 'rectification'] as const).some((right) => statedForm(notice, right)?.evidence.length) &&
      !SAYS.responseTime.test(notice.text(...RIGHTS_CLAUSES)),
  },
  LANGUAGES_LIMITED: {
    severity: 'info',
    clause: 'access',
    reason: 'Requests are invited in some languages only; one in Finnish or Swedish is always valid.',
    law: 'Art. 12(2)',
    finds: ({ notice }) => {
      const named = statedForm(notice, 'access')?.languages ?? [];
      return named.length > 0 && !(named.includes('fi') && named.includes('sv'));
    },
  },
} as const satisfies Rules;

/** Any section that demands one, with no other way in the same sentence. */
function signatureRequired({ notice }: Reading) {
  const clauses = RIGHTS_CLAUSES.filter((clause) => demandsSignature(notice, clause));
  return clauses.length > 0 && { clauses };
}

function demandsSignature(notice: PublishedNotice, clause: (typeof RIGHTS_CLAUSES)[number]): boolean {
  return requestSentences(notice.text(clause)).some((part) => {
    const at = part.search(SIGNED);
    // "to customer service or the register keeper" is a choice of addressee; what counts is another way to sign.
    return at >= 0 && MUST.test(part) && !otherWay(part.slice(at));
  });
}

const otherWay = (rest: string) => sentences(rest).some((part) => OTHERWISE.test(part) && WAYS.test(part));
const WAYS = phrase(
  '(sähköposti|s-posti|tunnist|muu|verkkopankk|pankkitunn|lomak|puhelim|vaadita|tarvita)~',
  '(e-post|identifi|annat|blankett|bank|krävs|behövs)~',
  '(e-?mail|identif|other|form|bank|required|needed|necessary)~',
);
