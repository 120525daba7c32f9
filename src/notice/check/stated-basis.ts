import type { LegalBasis } from '../../domain/category.js';
import { type Clause, RIGHTS_CLAUSES } from './clauses.js';
import { phrase, sentences } from './phrase.js';
import type { PublishedNotice } from './published-notice.js';
import { SAYS } from './statements.js';

export interface StatedBasis {
  readonly bases: readonly LegalBasis[];
  /** The contract stands under the heading for legitimate interests. */
  readonly contractMisplaced: boolean;
  /** An interest is given as a bare word in the field for it. */
  readonly bareInterest: boolean;
  /** A sentence names the legitimate interest as a basis. */
  readonly interestSaid: boolean;
  /** Some sentence says what the interest is. */
  readonly interestNamed: boolean;
  /** Legitimate interest is tied to those who act for an organisation. */
  readonly interestCoversContactPersons: boolean;
}

const CONTRACT_ITEM = phrase(
  '(asiakas)?sopimu(s|ksen)(?!\\p{L})',
  '(kund)?avtal(et)?(?!\\p{L})',
  'contract(?!\\p{L})',
);
const CONSENT_ITEM = phrase('suostumu', 'samtyck', 'consent');
const BARE_WORDS = 4;

/** On what the notice says processing rests (Art. 13(1)(c)–(d)), right or wrong. */
export function statedBasis(notice: PublishedNotice): StatedBasis {
  const field = notice.text('legitimateInterest');
  // What answers whether giving data is required is no basis (Art. 13(2)(e)).
  const rest = processing(notice, 'legitimateInterest', 'requirement', 'cookies', 'retention');
  const contractInField = SAYS.contractIsBasis.test(field) || isBare(field, CONTRACT_ITEM);
  const interest = interestSentences(notice);
  const fieldIsInterest = field !== '' && !contractInField;
  const bases: LegalBasis[] = [];
  if (contractInField || SAYS.contractIsBasis.test(rest) || listed(notice, CONTRACT_ITEM))
    bases.push('contract');
  if (fieldIsInterest || interest.length > 0) bases.push('legitimate-interest');
  if (sentences(rest).some(restsOnConsent) || listed(notice, CONSENT_ITEM)) bases.push('consent');
  if (SAYS.lawIsBasis.test(notice.text('basis'))) bases.push('legal-obligation');
  const bareInterest = fieldIsInterest && wordsOf(field) <= BARE_WORDS;
  return {
    bases,
    contractMisplaced: contractInField && !SAYS.contractIsBasis.test(rest) && interest.length === 0,
    bareInterest,
    interestSaid: interest.length > 0,
    interestNamed:
      (fieldIsInterest && !bareInterest) || interest.some((passage) => SAYS.interestNamed.test(passage)),
    interestCoversContactPersons:
      SAYS.contactPersons.test(fieldIsInterest ? field : '') ||
      interest.some((passage) => SAYS.contactPersons.test(passage)),
  };
}

const RESTS_NOT = phrase(
  '(ei|emme|eivät)(?!\\p{L}) (perustu|pyydä|käsittele|käsitellä)~',
  '(grundar|grundas|baserar|baseras|bygger)…inte(?!\\p{L})',
  '(not|never) (based|rely|rest|ask)~',
);
const restsOnConsent = (part: string) => SAYS.consentIsBasis.test(part) && !RESTS_NOT.test(part);

const A_RIGHT = phrase('oikeus(?!\\p{L})', 'oikeutesi', 'rätt(en)?(?!\\p{L})', 'rights?(?!\\p{L})');

/** What is said of processing itself: rights too are described by the basis they depend on (Art. 20(1), 21(1)). */
function processing(notice: PublishedNotice, ...without: readonly Clause[]): string {
  const paragraphs = notice.bodyWithout(...without, ...RIGHTS_CLAUSES).split('\n');
  return paragraphs
    .map((text) =>
      sentences(text)
        .filter((part) => !A_RIGHT.test(part))
        .join(' '),
    )
    .join('\n');
}

/** Each sentence that speaks of a legitimate interest, with its neighbours of the same paragraph. */
function interestSentences(notice: PublishedNotice): string[] {
  const body = processing(notice, 'legitimateInterest', 'cookies');
  return body.split('\n').flatMap((paragraph) => {
    const parts = sentences(paragraph);
    return parts.flatMap((part, at) =>
      SAYS.interestIsBasis.test(part) ? [parts.slice(Math.max(0, at - 1), at + 2).join(' ')] : [],
    );
  });
}

/** A basis as an item of the list under the heading that asks for bases. */
function listed(notice: PublishedNotice, item: RegExp): boolean {
  if (!/perust|grund|basis|bases/.test(notice.heading('basis').toLowerCase())) return false;
  return notice
    .text('basis')
    .split('\n')
    .some((line) => /^[-•*·–]/.test(line) && item.test(line.slice(0, 40)));
}

const isBare = (field: string, item: RegExp) => wordsOf(field) <= BARE_WORDS && item.test(field);
const wordsOf = (text: string) => (text === '' ? 0 : text.split(/\s+/).length);
