import type { Clause } from './clauses.js';
import { phrase, sentences } from './phrase.js';
import type { Reading, Rules } from './rule.js';
import { isFromBeforeTheRegulation } from './stated-dates.js';
import { promisesErasureOnRequest } from './stated-erasure.js';
import { missingRights } from './stated-rights.js';
import { CONTENT_RULES } from './rules-on-contents.js';

/** Words seen misspelt or misused in published notices, as they stand there. */
const MISSPELT = [
  'tietosuojasetuksen',
  'tietosuojaa-asetuksen',
  'riorganisaation',
  'yorganisaation',
  'luottihakemukseen',
  'katseluaajat',
  'henkilökohtai-semman',
  'suojausten periaatteet',
  'yrityk- tai',
  'yritys- tai organisaation yhteyshenkilönä',
  'puhelinvaihe',
  'vakainainen',
  'päätymisaika',
  'soveltuvien osin',
  'määrättyillä',
  'rekisteröidyillä on oikeus tarkistaa, mitä tietoja hänestä',
  'pyyntöön tulee yksilöidä',
] as const;

const MAIL_WORD =
  '(s-?posti|s-?postiosoite|sähköposti|sähköpostiosoite|e-?mail|e-?mail address|email address|e-post|e-postadress|epost)';
const EMAIL_GAP = [
  phrase(
    `(sähköpostitse|sähköpostilla|osoitteeseen|osoitteesta|per e-post|via e-post|till adressen|by e-?mail|e-?mail to|e-?mail us at)[ :]{1,3}\\(${MAIL_WORD}\\)`,
  ),
  new RegExp(
    `\\(s-posti(?:osoite)?\\)|[[{<]{1,2} ?(?:oma |yrityksen |your |the |företagets )?${MAIL_WORD.replaceAll('(', '(?:')} ?[\\]}>]{1,2}`,
    'u',
  ),
  /(?:^|[\s(])(?:x{2,}|_{2,}|\.{3,})@(?:x{2,}|_{2,}|\.{3,})|@(?:yritys|company|företag|example)\.(?:fi|com|se)/u,
];
const NAMES =
  'nimi|yrityksen nimi|yritys|osoite|katuosoite|puhelin|puhelinnumero|päivämäärä|pvm|aika|lisää|täydennä|täytä|y-tunnus|company|company name|name|address|phone|phone number|date|insert|fill in|tbd|todo|företag|företagets namn|namn|adress|telefon|telefonnummer|datum|fyll i|ange';
const GAP = [
  new RegExp(`[[{<]{1,2} ?(?:${NAMES})(?: [^\\]}>\\n]{0,60})? ?[\\]}>]{1,2}`, 'u'),
  /_{4,}|\?{3,}|(?<!\p{L})(?:x{4,}|n{3,}|lorem ipsum|todo:|tbd)(?!\p{L})/u,
];

const NOT_DISCLOSED = phrase(
  '(ei|emme)(?!\\p{L}) luovut~',
  '(lämnas|utlämnas)…(inte)(?!\\p{L})',
  '(not|never) (be )?(disclosed|shared)',
);
const TRANSFERRED = phrase('(siirre|siirr|siirt)~…ulkopuol~', '(överför)~…utanför', '(transfer)~…outside');

/** Below this the notice lacks an item here and there; from here on it lacks its frame. */
const MANY = 3;
const CORE = [
  'BASIS_MISSING',
  'RETENTION_MISSING',
  'RECIPIENTS_MISSING',
  'COMPLAINT_RIGHT_MISSING',
  'PURPOSES_MISSING',
  'CONTROLLER_MISSING',
] as const;

/** What is wrong with the text itself: gaps, leftovers, residue and words. */
export const WORDING_RULES = {
  NOTICE_INCOMPLETE: {
    severity: 'error',
    clause: 'throughout',
    reason: 'The notice lacks several of the clauses the regulation requires',
    law: 'Art. 13, 14',
    finds: (reading) => {
      const missing = CORE.filter((code) => CONTENT_RULES[code].finds(reading) !== false).length;
      const rights = missingRights(reading.notice).length > 0 ? 1 : 0;
      const early = isFromBeforeTheRegulation(reading.notice);
      return (
        missing + rights >= MANY && {
          detail: early ? 'it dates from before the regulation applied' : 'see the other findings',
        }
      );
    },
  },
  EMAIL_PLACEHOLDER: {
    severity: 'error',
    clause: 'basis',
    reason: 'A mailbox was never filled in.',
    law: 'Art. 12(1), 12(2)',
    finds: (reading) => sectionsWith(reading, EMAIL_GAP),
  },
  PLACEHOLDER_UNFILLED: {
    severity: 'error',
    clause: 'throughout',
    reason: 'A gap of the template was never filled in.',
    law: 'Art. 12(1)',
    finds: (reading) => sectionsWith(reading, GAP),
  },
  TEMPLATE_LEFTOVER: {
    severity: 'info',
    clause: 'electronic',
    reason: 'The text speaks of a register of co-owner members, left over from another template.',
    law: 'Art. 12(1)',
    finds: ({ notice }) =>
      /asiakasomistaja- ja asiakasrekisteri/.test(notice.body) &&
      !/asiakasomistaja/.test(notice.text('registerName')) &&
      !/osuuskun/.test(notice.text('controller')),
  },
  CLAUSES_MISPLACED: {
    severity: 'info',
    clause: 'sources',
    reason: 'The section on sources repeats clauses on recipients, transfers or erasure.',
    law: 'Art. 12(1)',
    finds: ({ notice }) => {
      const parts = sentences(notice.ownText('sources'));
      return parts.some(
        (part) => NOT_DISCLOSED.test(part) || TRANSFERRED.test(part) || promisesErasureOnRequest(part),
      );
    },
  },
  SPELLING: {
    severity: 'info',
    clause: 'throughout',
    reason: 'Correct the wording',
    law: 'Art. 12(1)',
    finds: ({ notice }) => {
      const text = notice.sections
        .map((section) => `${section.heading}\n${section.text}`.toLowerCase())
        .join('\n');
      const found = MISSPELT.filter((words) => phrase(`${words}(?!\\p{L})`).test(text));
      return found.length > 0 && { detail: found.join(', ') };
    },
  },
  MARKUP_RESIDUE: {
    severity: 'info',
    clause: 'throughout',
    reason: 'The published text contains markup that belongs to the page, not to the notice.',
    law: 'Art. 12(1)',
    finds: ({ notice }) => notice.residue,
  },
} as const satisfies Rules;

function sectionsWith({ notice }: Reading, gaps: readonly RegExp[]) {
  const hit = notice.sections.filter(({ text }) => gaps.some((gap) => gap.test(text.toLowerCase())));
  const clauses = [...new Set(hit.flatMap((section): readonly Clause[] => section.clauses.slice(0, 1)))];
  return hit.length > 0 && (clauses.length > 0 ? { clauses } : true);
}
