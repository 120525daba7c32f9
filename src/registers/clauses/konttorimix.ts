import { NO_HEADING, type NoticeClauses } from './clause.js';

/** Heading as in the notice, and what it says in our own words, which name the test too. */
export const KONTTORIMIX = {
  'preparation-date': ['Laatimispäivä', 'is dated 6 November 2019 and decides from that day'],
  controller: ['Rekisterinpitäjä', 'names the company by its business id alone, which heads every letter'],
  'contact-person': [
    'Yhteyshenkilö rekisteriä koskevissa asioissa',
    'names whom to ask, who stands in letters by role and never by name',
  ],
  'register-name': ['Rekisterin nimi', 'is the customer and billing register'],
  'word-for-controller': [
    'Oikeusperuste ja henkilötietojen käsittelyn tarkoitus',
    'calls the controller a company',
  ],
  'legal-basis': [
    'Oikeusperuste ja henkilötietojen käsittelyn tarkoitus; Oikeutetun edun peruste',
    'rests on the contract and again on the customer relationship',
  ],
  'law-cited': [
    'Oikeusperuste ja henkilötietojen käsittelyn tarkoitus',
    'cites the data protection regulation, as every decision does',
  ],
  purposes: [
    'Oikeusperuste ja henkilötietojen käsittelyn tarkoitus',
    'serves seven purposes, and a read for any other is refused',
  ],
  'giving-required': [
    'Onko tietojen antaminen lakisääteinen tai sopimukseen perustuva vaatimus',
    'asks whether giving data is required and gives no answer',
  ],
  'groups-of-data': ['Kyseessä olevat henkilötietoryhmät', 'leaves the groups of data empty'],
  contents: ['Rekisterin tietosisältö', 'holds six fields, and all are copied'],
  consent: ['Suostumus', 'leaves consent empty, and the rendered notice says how to withdraw one'],
  sources: [
    'Säännönmukaiset tietolähteet',
    'takes data from nine sources, purchases and system notifications among them',
  ],
  recipients: [
    'Vastaanottajat ja vastaanottajaryhmät',
    'gives data to staff, outsourcing partners and agreed partners, whom the copy names',
  ],
  disclosures: [
    'Tietojen säännönmukaiset luovutukset',
    'discloses for credit, collection, billing, by law and by agreement, and for nothing else',
  ],
  'service-providers': [
    'Tietojen säännönmukaiset luovutukset',
    'lets outside services add value or support a credit decision, which is no ground to disclose',
  ],
  processors: [
    'Oikeusperuste ja henkilötietojen käsittelyn tarkoitus',
    'lets a part of the data lie on a processor’s servers, which are in the EEA',
  ],
  transfers: [
    'Tietojen siirto EU:n tai ETA:n ulkopuolelle',
    'moves data outside the EEA for technical reasons only, and never without safeguards',
  ],
  'list-publication': [
    'Oikeusperuste ja henkilötietojen käsittelyn tarkoitus',
    'publishes lists unless the customer forbids it, which is a prohibition of its own',
  ],
  'list-opt-out': [
    'Oikeusperuste ja henkilötietojen käsittelyn tarkoitus',
    'hears a prohibition of lists at customer service, by mail or from the contact person',
  ],
  retention: [
    'Henkilötietojen säilyttämisaika',
    'keeps everything ten years from the end of the relationship, and no day longer',
  ],
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
    'Vastustamisoikeus',
    'keeps the work data of an active contact person, by law first and by this clause beside it',
  ],
  access: ['Tarkastusoikeus', 'wants a signed request, and a known mailbox is enough without'],
  languages: ['Tarkastusoikeus', 'invites Finnish and English, and answers Swedish too'],
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
  restriction: ['Rajoittamisoikeus', 'restricts on request in any form, not only what is inaccurate'],
  portability: [
    'Oikeus siirtää tiedot järjestelmästä toiseen',
    'hands data over for another system on request in any form',
  ],
  objection: [
    'Vastustamisoikeus',
    'speaks of other rights under that heading, and objections are heard all the same',
  ],
  'erasure-request': [
    'Vastustamisoikeus; Muut henkilötietojen käsittelyyn liittyvät oikeudet',
    'takes an erasure request in any form',
  ],
  'marketing-prohibitions': [
    'Tarkastusoikeus; Muut henkilötietojen käsittelyyn liittyvät oikeudet',
    'stops marketing, research and disclosure for them without proof or weighing',
  ],
  'response-time': [NO_HEADING, 'states no response time, so the month of the law runs'],
  complaint: [
    'Oikeus tehdä valitus valvontaviranomaiselle',
    'gives an old address of the authority, while letters give the present one',
  ],
  'automated-decisions': [
    'Automaattinen käsittely ja profilointi',
    'leaves automated decisions unsaid, and the copy says so',
  ],
  'manual-material': [
    'Rekisterin suojauksen periaatteet A: Manuaalinen aineisto',
    'keeps paper from customer events locked and fireproof, for committed staff only',
  ],
  'electronic-material': [
    'Rekisterin suojauksen periaatteet B: ATK:lla käsiteltävät toiminnot',
    'lets in personal accounts of committed staff, behind a firewall',
  ],
  'good-practice': [NO_HEADING, 'does not close with good practice, and nothing is added'],
  cookies: [
    'Evästeet',
    'collects IP address, time, pages and browser by cookies, which count as personal data',
  ],
  completeness: [NO_HEADING, 'names every right but one of its own for erasure, and every right is granted'],
  findings: [NO_HEADING, 'leaves misspellings, markup and an unfilled mailbox to put right'],
} as const satisfies NoticeClauses;
