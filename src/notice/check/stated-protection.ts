import { phrase } from './phrase.js';
import type { PublishedNotice } from './published-notice.js';

const COMMITMENT = phrase(
  'salassapito(sitoumu|sopimu)~',
  '(sekretess|tystnads)(förbindelse|avtal|plikt)~',
  '(confidentiality|non-disclosure) (commitment|agreement|undertaking)',
  'nda(?!\\p{L})',
);
const NAMED_ONLY = phrase(
  '(vain|ainoastaan) (erikseen )?(määrä|määrättyi|määrätyi|nimet|nimety)~',
  '(endast|bara) (särskilt )?(utsedd|namngiv)~',
  'only (named|designated|specified)',
);

export function statedManualMaterial(notice: PublishedNotice) {
  const text = notice.text('manual');
  return {
    collectedAt: collectedAt(text),
    locked: phrase('lukit~', 'låst~', 'locked').test(text),
    fireproof: phrase('paloturva~', 'brandsäk~', 'fire-?(proof|safe)').test(text),
    namedPersonsOnly: NAMED_ONLY.test(text),
    needToKnow: phrase(
      'työtehtäv~…välttämät~',
      'arbetsuppgift~…nödvändig~',
      'necessary…(tasks|duties|work)',
    ).test(text),
    confidentialityCommitment: COMMITMENT.test(text),
  };
}

function collectedAt(text: string): string {
  if (phrase('messui~', 'mäss~', '(trade )?fairs').test(text)) return 'trade-fairs';
  return phrase('asiakastapahtum~', 'kundevenemang~', 'customer events').test(text)
    ? 'customer-events'
    : 'not-stated';
}

export function statedElectronicMaterial(notice: PublishedNotice) {
  const text = notice.text('electronic', 'protection');
  return {
    personalAccounts: phrase(
      'henkilökohtai~ (käyttäjätunnu|tunnu|käyttöoikeu)~',
      'personlig~ (användarnamn|användarkod|konto)~',
      '(personal|own) (user )?(id|account|credentials)',
    ).test(text),
    confidentialityCommitment: COMMITMENT.test(text),
    firewall: phrase('palomuur~', 'brandvägg~', 'firewall~').test(text),
  };
}

const GOOD_PRACTICE = phrase(
  'hyvää tietojenkäsittelytapaa',
  'god databehandlingssed',
  'good data processing practice',
);

/** The closing sentence on law and good practice: in which of the two sections it stands. */
export function goodPracticeIn(notice: PublishedNotice): ('manual' | 'electronic' | 'protection')[] {
  return (['manual', 'electronic', 'protection'] as const).filter((clause) =>
    GOOD_PRACTICE.test(notice.text(clause)),
  );
}

const COLLECTED = [
  ['ip-address', phrase('ip[ -]?(osoit|adress|address|numero)~')],
  ['time-of-visit', phrase('(ajankoh|aika)~', '(tidpunkt)~', '(time of )(the )?visit')],
  ['pages-viewed', phrase('selatut sivut', '(besökta|visade) sidor', 'pages (viewed|visited)')],
  ['browser', phrase('(vierailijan )?selain(?!\\p{L})', 'webbläsare', 'browser(?!s)')],
] as const;

const ANALYTICS = [
  ['Google Analytics', /google analytics/],
  ['Google Analytics Demographics', /google analytics demographics/],
  ['Matomo', /matomo/],
  ['Microsoft Clarity', /microsoft clarity/],
  ['Hotjar', /hotjar/],
] as const;

export function statedCookies(notice: PublishedNotice) {
  const text = notice.text('cookies');
  return {
    stated: text !== '',
    collects: COLLECTED.filter(([, words]) => words.test(text)).map(([name]) => name),
    analytics: ANALYTICS.filter(([, words]) => words.test(text)).map(([name]) => name),
  };
}
