import { type Language, type Right, RIGHTS } from '../../domain/category.js';
import type { Addressee } from '../../domain/register-policy.js';
import { affirmed } from './denied-rights.js';
import { phrase, sentences } from './phrase.js';
import type { PublishedNotice } from './published-notice.js';
import { NAMES_RIGHT, STATES_RIGHT } from './statements.js';

/** Rights neither a section nor a sentence speaks of. */
export function missingRights(notice: PublishedNotice): Right[] {
  const body = notice.bodyWithout('cookies');
  const together = notice.text('rights', 'otherRights');
  return RIGHTS.filter(
    (right) =>
      !notice.isFilled(right) &&
      !NAMES_RIGHT[right].test(affirmed(together, right)) &&
      !STATES_RIGHT[right].test(affirmed(body, right)),
  );
}

/** Several rights stand under headings of their own, so that one without is easy to miss. */
export function rightsHaveSections(notice: PublishedNotice): boolean {
  return RIGHTS.filter((right) => notice.ownText(right) !== '').length >= 2;
}

export interface StatedForm {
  readonly evidence: readonly ('written' | 'signature' | 'identifiable-email')[];
  readonly addressees: readonly Addressee[];
  readonly languages: readonly Language[];
  readonly mustState: readonly ('data' | 'grounds')[];
}

const REQUEST = phrase(
  '(\\p{L}{0,15})(pyyntö|pyynnö|pyyntöön|pyyntöjen)~',
  '(yhteydenot|yhteyttä|oikeuksiasi|oikeuksiaan)~',
  '(begäran|begärande|kontakt)~',
  '(request|contact)~',
);
/** Sentences on a prohibition or on refusing are not about the form of a request. */
const ANOTHER_MATTER = phrase(
  'kiel[lt]~',
  'epääm~',
  'evätt~',
  'förbjud~',
  'avslag~',
  'avslå~',
  'prohibit~',
  'refus~',
);

const EVIDENCE = [
  ['written', phrase('kirjalli~', 'skriftlig~', '(in writing|written)')],
  [
    'signature',
    phrase(
      'allekirjoit~',
      'omakätis~',
      '(egenhändigt )?(underteckna|underskriv)~',
      '(hand-?)?(signed|sign|signature)',
    ),
  ],
  [
    'identifiable-email',
    phrase(
      '(todisteellisesti|todistettavasti|luotettavasti) tunnistettav~ (sähköposti|s-posti)~',
      'identifierbar~ e-post~',
      'identifiable e-?mail~',
    ),
  ],
] as const;

const ADDRESSEES = [
  ['customer-service', phrase('asiakaspalvelu~', '(kundtjänst|kundservice)~', 'customer service')],
  ['contact-person', phrase('yhteyshenkilö~', 'kontaktperson~', 'contact person')],
  ['responsible-person', phrase('vastuuhenkilö~', 'ansvarig person', 'person responsible')],
  ['register-keeper', phrase('ylläpitäjä~', 'registerförare~', '(register keeper|keeper of the register)')],
  [
    'controller',
    phrase(
      '(yhteys|yhteyttä) (yrityksen|organisaation|rekisterinpitäjän) tai',
      '(yhteys|yhteyttä) (yritykseen|rekisterinpitäjään)',
      'kontakta (oss|den personuppgiftsansvariga)',
      'contact(ing)? (us|the controller)',
    ),
  ],
] as const;

const LANGUAGES = [
  ['fi', phrase('suomeksi', 'suomen kiel~', 'på finska', 'in finnish', 'finska', 'finnish')],
  ['sv', phrase('ruotsiksi', 'ruotsin', 'på svenska', 'svenska', 'swedish')],
  ['en', phrase('englanniksi', 'englannin', 'på engelska', 'engelska', 'english')],
] as const;
const IN_LANGUAGE = phrase(
  'suomeksi',
  'ruotsiksi',
  'englanniksi',
  'på (finska|svenska|engelska)',
  'in (finnish|swedish|english)',
);

const MUST_STATE = [
  [
    'data',
    phrase(
      'yksilöi~',
      '(mitä|mikä|mitkä) tie~',
      '(specificera|vilka uppgifter)',
      '(specify|which data|identify the data)',
    ),
  ],
  [
    'grounds',
    phrase('peruste(ella|et|ena|lla)(?!\\p{L})', 'millä perusteella', '(grund|motiver)~', '(grounds|reason)'),
  ],
] as const;

/** How the notice asks for a request to be made; null when no section speaks of the right. */
export function statedForm(notice: PublishedNotice, right: Right): StatedForm | null {
  const text = [notice.text(right), rightsTogether(notice, right)].join('\n').trim();
  if (text === '') return null;
  const about = requestSentences(text).join(' ');
  return {
    evidence: found(EVIDENCE, about),
    addressees: inOrder(ADDRESSEES, about),
    languages: IN_LANGUAGE.test(about) ? found(LANGUAGES, about) : [],
    mustState: right === 'rectification' ? found(MUST_STATE, about) : [],
  };
}

/** What one section says of all rights, when it speaks of this one or introduces its section. */
function rightsTogether(notice: PublishedNotice, right: Right): string {
  const text = notice.text('rights');
  return notice.isFilled(right) || NAMES_RIGHT[right].test(text) ? text : '';
}

export function requestSentences(text: string): string[] {
  return sentences(text).filter((part) => REQUEST.test(part) && !ANOTHER_MATTER.test(part));
}

function found<Name>(table: readonly (readonly [Name, RegExp])[], text: string): Name[] {
  return table.filter(([, words]) => words.test(text)).map(([name]) => name);
}

function inOrder<Name>(table: readonly (readonly [Name, RegExp])[], text: string): Name[] {
  return table
    .map(([name, words]) => ({ name, at: text.search(words) }))
    .filter(({ at }) => at >= 0)
    .sort((one, other) => one.at - other.at)
    .map(({ name }) => name);
}
