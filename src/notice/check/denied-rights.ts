import { type Right, RIGHTS } from '../../domain/category.js';
import type { Clause } from './clauses.js';
import { phrase, sentences } from './phrase.js';
import type { PublishedNotice } from './published-notice.js';
import { NAMES_RIGHT } from './statements.js';

const CANNOT = phrase(
  '(ei|et|eivät)(?!\\p{L}) (voi|saa|voida|pysty|ole oikeut)~',
  '(saa|kan|får|har)( du| kunden| den registrerade)? (inte|ej|ingen)(?!\\p{L})',
  '(cannot|can not|may not|(do|does) not have|ha(ve|s) no|(is|are) not entitled)(?!\\p{L})',
);
const PERSON = phrase(
  '(rekisterö|asiakas|asiakkaa|sinulla|et(?!\\p{L})|käyttäjä|henkilöllä)~',
  '(du|registrerad|kund)~',
  '(you|data subject|customer|individual|person)s?(?!\\p{L})',
);
const MATTER = phrase(
  '(henkilö)?tie(to|do|tojen)~',
  '(käsitt|markkin|suoramarkkin)~',
  '(person)?uppgift~',
  '(behandling|direktmarknad|marknadsför)~',
  '(data|information|processing|marketing)(?!\\p{L})',
);
const LIMITED = phrase(
  '(jos|kun(?!\\p{L})|mikäli|ellei|jollei|silloin|siltä osin|jo[hnktl]|perustu|lakisäät|ilman|tänä)~',
  '(om(?!\\p{L})|när|som(?!\\p{L})|såvida|så länge|grunda|till den del|utan|lagstad)~',
  '(if|when|where|which|that|unless|insofar|based|while|without|required)(?!\\p{L})',
);

/** "May not object to processing" denies the right; "may not object to processing the law requires" limits it. */
function denies(part: string, right: Right): boolean {
  const at = part.search(CANNOT);
  return (
    at >= 0 &&
    PERSON.test(part) &&
    MATTER.test(part) &&
    !LIMITED.test(part) &&
    NAMES_RIGHT[right].test(part.slice(at))
  );
}

/** The text without the sentences that deny the right outright. */
export function affirmed(text: string, right: Right): string {
  return sentences(text)
    .filter((part) => !denies(part, right))
    .join('\n');
}

/** Rights that a sentence denies outright, and the sections it stands in. */
export function deniedRights(notice: PublishedNotice) {
  const found = notice.sections.flatMap(({ clauses: [clause], text }) =>
    sentences(text.toLowerCase()).flatMap((part) =>
      RIGHTS.filter((right) => denies(part, right)).map((right) => ({ right, clause })),
    ),
  );
  return {
    rights: RIGHTS.filter((right) => found.some((denial) => denial.right === right)),
    clauses: [...new Set(found.flatMap(({ clause }): Clause[] => (clause ? [clause] : [])))],
  };
}
