import { RIGHTS_CLAUSES } from './clauses.js';
import { named, phrase, sentences } from './phrase.js';
import type { PublishedNotice } from './published-notice.js';

const MENTIONED = phrase(
  '(eu|eta|eu/eta|eu:n|eta:n|eu-|eta-|euroopan|kolman)~[:/\\p{L}-]{0,15}…(ulkopuol|talousalue|maihin|maahan)~',
  '(ulkopuolel)~…(eu|eta|euroopan)~',
  '(utanför|utom)…(eu|ees|europ)~',
  'tredje ?(land|länder)~',
  '(outside|beyond|out of)…(eu|eea|european|europe)(?!\\p{L})',
  'third countr~',
  '(yhdysvall|usa|förenta stat)~',
  'united states',
  'standard contractual clause',
  '(within|inside) the (eu|eea|european)~',
  '(eu|eta)-?(alueella|:ssa)',
  'inom (eu|ees)',
);
const DENIED = phrase(
  '(ei|emme)(?!\\p{L})…(siir|luovut|käsit)~…(ulkopuol|kolman)~',
  '(siir|luovut)~…(ulkopuol|kolman)~…(?<!\\p{L})(ei|emme)(?!\\p{L})',
  '(vain|ainoastaan|yksinomaan)…(?<!\\p{L})(eu|eta|euroopan)~',
  '(inte|ej|inga|ingen)(?!\\p{L})…(utanför|tredje)~?',
  '(överför|utanför)~?…(?<!\\p{L})(inte|ej)(?!\\p{L})',
  '(not|no|never)(?!\\p{L})…(outside|third countr|beyond)',
  '(only|solely)…(within|inside|in) (the )?(eu|eea|european)(?!\\p{L})',
);
/** Where the data stay is said instead of where they do not go. */
const INSIDE = phrase(
  '(pysy|säily|säilyt|käsitel|käsittel|sijait|tallen)~ …(?<!\\p{L})(eu|eta|eu/eta|eu- ja eta|euroopan unionin|euroopan talousalueen)([:-]|/eta|(?!\\p{L}))~',
  '(pysy|säily|säilyt|käsitel|käsittel|sijait|tallen)~ …(?<!\\p{L})(suome|ruotsi|saksa|irlanni|pohjoismai)(ssa|ssamme)',
  '(stannar|behandla|lagra|spara|förvara|finns|hålls|hålla)~ …(?<!\\p{L})(inom|i) (eu|ees|europeiska|finland|sverige|norden)(?!\\p{L})',
  '(stay|remain|kept|stored?|process|processed|held|hosted|located|reside|is|are)s?(?!\\p{L})…(?<!\\p{L})(within|inside|in) (the )?(eu|eea|european (union|economic)|finland|sweden|germany|ireland)(?!\\p{L})',
);
const OUTSIDE = phrase(
  '(ulkopuol|kolman|yhdysval)~',
  'usa(?!\\p{L})',
  'utanför',
  '(tredje ?(land|länder)|förenta stat)~',
  '(outside|third countr|united states)~',
);
const IF = /^(?:- )?(?:jos|mikäli|om|ifall|if|should)(?!\p{L})/u;
export const EXCEPTION = phrase(
  '(ellei|ellemme|paitsi|tarvittaessa|poikkeu|vain jos|jos se on)~',
  '(om inte|utom|förutom|vid behov|undantag)~',
  '(unless|except|if necessary|where necessary|where needed)~',
  '(pääosin|pääasia|pääsääntö|yleensä|ensisijai|lähtökohtai|useimmi)~',
  '(främst|huvudsak|i regel|vanligen|oftast|i första hand)~',
  '(main|most|primaril|general|usual|normal)(ly|y)?(?!\\p{L})',
  'as a rule',
);
const SECURED = phrase(
  '(vakiosopimuslausek|vakiolausek|mallisopimuslausek|mallilausek|riittävyyspäätök|sitovi|sitovat yritys|tietosuojakehy|suojatoim)~',
  'tietosuojan (riittäv|tason)~',
  'riittävä~ tietosuojan tas~',
  'data privacy framework',
  '(standardavtalsklausul|standardklausul|modellklausul|adekvansbeslut|adekvat|skyddsåtgärd|bindande företagsbestämmelse)~',
  'beslut~ om adekvat~',
  '(standard contractual clause|standard clause|model clause|adequacy|adequate level|binding corporate rule|safeguard)~',
  'privacy shield',
);

const SAFEGUARDS = [
  [
    'standard contractual clauses',
    phrase(
      '(vakiosopimuslausek|vakiolausek|mallisopimuslausek|mallilausek)~',
      '(standardavtalsklausul|standardklausul|modellklausul)~',
      '(standard contractual|standard|model) clauses?',
    ),
  ],
  [
    'adequacy decision',
    phrase('riittävyyspäätö~', 'data privacy framework', '(adekvansbeslut|adekvat)~', 'adequa~'),
  ],
  [
    'binding corporate rules',
    phrase('sitovat yrity~', 'bindande företagsbestämmelse~', 'binding corporate rules'),
  ],
] as const;

/** Under its own heading a bare no is an answer. */
const NONE = /^(?:ei|emme|nej|inga|inte|uppgifterna överförs inte|no|none|not|we do not)(?!\p{L})/u;

export interface StatedTransfers {
  readonly outsideEea: 'only-when-technically-necessary' | 'never';
  readonly safeguards: readonly string[];
}

export function statedTransfers(notice: PublishedNotice): StatedTransfers {
  const text = transfersIn(notice);
  const denied = NONE.test(notice.text('transfers')) || sentences(text).some(staysInside);
  const left = EXCEPTION.test(text) || sentences(text).some(goesOutside);
  return {
    outsideEea: text === '' || (denied && !left) ? 'never' : 'only-when-technically-necessary',
    safeguards: named(SAFEGUARDS, text),
  };
}

export const saysWhetherTransferred = (notice: PublishedNotice) =>
  notice.isFilled('transfers') || MENTIONED.test(notice.body) || sentences(notice.body).some(staysInside);

/** The section on transfers promises that the data stay in the Union, with exceptions or without. */
export const promisesToStay = (notice: PublishedNotice) =>
  sentences(notice.text('transfers')).some(staysInside);

export const namesSafeguards = (notice: PublishedNotice) => SECURED.test(notice.body);

/** Transfers are left open and nothing is said of what protects the data there (Art. 13(1)(f)). */
export function lacksSafeguards(notice: PublishedNotice): boolean {
  if (statedTransfers(notice).outsideEea === 'never') return false;
  return notice.leavesOpen('transfers') || !SECURED.test(transfersIn(notice));
}

const staysInside = (part: string) => DENIED.test(part) || (INSIDE.test(part) && !OUTSIDE.test(part));
/** "If we ever transfer data outside…" is a promise for another day. */
const goesOutside = (part: string) => OUTSIDE.test(part) && !DENIED.test(part) && !IF.test(part);

const MOVES = /siir|luovut|överför|lämna|transfer|disclos/;

function transfersIn(notice: PublishedNotice): string {
  const own = notice.text('transfers');
  if (own !== '') return own;
  // Sentences on transfers in a notice that has no section on them.
  const body = notice.bodyWithout('cookies', ...RIGHTS_CLAUSES);
  return sentences(body)
    .filter((part) => MENTIONED.test(part) && MOVES.test(part))
    .join('\n');
}
