import { NO_HEADING, type NoticeClauses } from './clause.js';

/** Heading as in the notice, and what it says in our own words, which name the test too. */
export const NUMMEK = {
  'preparation-date': ['Laatimispäivä', 'is dated 22 May 2018 and decides from that day'],
  controller: [
    'Rekisterinpitäjä',
    'names a natural person, for whom the business stands, and heads letters with its address',
  ],
  'contact-person': [
    'Yhteyshenkilö rekisteriä koskevissa asioissa',
    'names whom to ask, who stands in letters by role and never by name',
  ],
  'register-name': ['Rekisterin nimi', 'is the customer register'],
  'word-for-controller': ['Henkilötietojen käsittelyn tarkoitus', 'calls the controller a company'],
  'legal-basis': [NO_HEADING, 'states no basis, so the law gives one for each kind of person'],
  'law-cited': [
    'Henkilötietojen käsittelyn tarkoitus',
    'cites the repealed Personal Data Act, while every decision cites the regulation',
  ],
  purposes: [
    'Henkilötietojen käsittelyn tarkoitus',
    'serves seven purposes, and a read for any other is refused',
  ],
  'giving-required': [NO_HEADING, 'never asks whether giving data is required'],
  'groups-of-data': [NO_HEADING, 'has no heading for groups of data'],
  contents: ['Rekisterin tietosisältö', 'holds six fields, and all are copied'],
  consent: [NO_HEADING, 'has no heading for consent, and the rendered notice says how to withdraw one'],
  sources: ['Säännönmukaiset tietolähteet', 'takes data only from partner systems entered with credentials'],
  recipients: [NO_HEADING, 'names no recipients, while the copy names them all'],
  disclosures: [
    'Tietojen säännönmukaiset luovutukset',
    'discloses for credit, collection, billing and by law, and for nothing else',
  ],
  'service-providers': [
    'Tietojen säännönmukaiset luovutukset',
    'lets outside services add value or support a credit decision, which is no ground to disclose',
  ],
  processors: [
    'Henkilötietojen käsittelyn tarkoitus',
    'lets a part of the data lie on a processor’s servers, which are in the EEA',
  ],
  transfers: [
    'Tietojen siirto EU:n tai ETA:n ulkopuolelle',
    'moves data outside the EEA for technical reasons only, and never without safeguards',
  ],
  'list-publication': [
    'Henkilötietojen käsittelyn tarkoitus',
    'publishes lists unless the customer forbids it, which is a prohibition of its own',
  ],
  'list-opt-out': [
    'Henkilötietojen käsittelyn tarkoitus',
    'hears a prohibition of lists at customer service, by mail or from the contact person',
  ],
  retention: [NO_HEADING, 'states no period, so nothing is purged before it does'],
  erasure: [
    'Säännönmukaiset tietolähteet; Tietojen säännönmukaiset luovutukset',
    'erases on request unless law, an open invoice or collection prevents it',
  ],
  anonymisation: [
    'Muut henkilötietojen käsittelyyn liittyvät oikeudet',
    'anonymises what fits by erasing it, so that no row of a person is left',
  ],
  oblivion: [
    'Muut henkilötietojen käsittelyyn liittyvät oikeudet',
    'forgets a person wholly when nothing holds any datum',
  ],
  'contact-person-exception': [
    NO_HEADING,
    'has no clause on contact persons, and the law keeps their work data all the same',
  ],
  access: ['Tarkastusoikeus', 'wants a written request and no signature'],
  languages: [NO_HEADING, 'names no language, and answers in all three'],
  'rectification-request': [
    'Oikeus vaatia tiedon korjaamista',
    'wants data and grounds under a signature, and a known mailbox is enough without',
  ],
  'rectification-duty': [
    'Oikeus vaatia tiedon korjaamista',
    'corrects what is inaccurate, unnecessary, incomplete or outdated, within five working days',
  ],
  'rectification-notified': [
    'Oikeus vaatia tiedon korjaamista',
    'tells the source and the recipients of a correction',
  ],
  'refusal-certificate': [
    'Oikeus vaatia tiedon korjaamista',
    'certifies a refused correction with its reasons and the way to the Ombudsman',
  ],
  restriction: [NO_HEADING, 'is silent on restriction, and restricts all the same'],
  portability: [NO_HEADING, 'is silent on portability, and hands data over all the same'],
  objection: [NO_HEADING, 'is silent on objection, and objections are heard all the same'],
  'erasure-request': [
    'Muut henkilötietojen käsittelyyn liittyvät oikeudet',
    'names no channel for erasure, and takes it anywhere',
  ],
  'marketing-prohibitions': [
    'Tarkastusoikeus; Muut henkilötietojen käsittelyyn liittyvät oikeudet',
    'stops marketing, research and disclosure for them without proof or weighing',
  ],
  'response-time': [NO_HEADING, 'states no response time, so the month of the law runs'],
  complaint: [NO_HEADING, 'is silent on complaints, while letters tell of them'],
  'automated-decisions': [NO_HEADING, 'has no clause on automated decisions, and the copy says so'],
  'manual-material': [
    'Rekisterin suojauksen periaatteet A: Manuaalinen aineisto',
    'keeps paper from trade fairs locked and fireproof, for committed staff only',
  ],
  'electronic-material': [
    'Rekisterin suojauksen periaatteet B: ATK:lla käsiteltävät toiminnot',
    'lets in personal accounts of committed staff, behind a firewall',
  ],
  'good-practice': [NO_HEADING, 'does not close with good practice, and nothing is added'],
  cookies: ['Evästeet', 'leaves cookies empty, and the rendered notice says so'],
  completeness: [NO_HEADING, 'is incomplete, and every right is granted all the same'],
  findings: [NO_HEADING, 'leaves markup, an unfilled mailbox and a missing company name to put right'],
} as const satisfies NoticeClauses;
