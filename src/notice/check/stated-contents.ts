import type { Category } from '../../domain/category.js';
import { phrase } from './phrase.js';
import type { PublishedNotice } from './published-notice.js';

const FIELDS: readonly (readonly [Category, RegExp])[] = [
  [
    'name',
    phrase(
      '(etu|suku)- ja (suku|etu)nim~',
      'nim(i|en|eä|esi)(?!\\p{L})',
      'nimet',
      'nimitie~',
      '(för|efter)?namn(et)?(?!\\p{L})',
      '(first |last |full )?names?(?!\\p{L})',
    ),
  ],
  [
    'organisation',
    phrase(
      '(yhteisö|organisaatio|yrity[sk]|työnantaj)~',
      '(organisation|företag|arbetsgivare)~',
      '(organisations?|organizations?|company|employer)(?!\\p{L})',
    ),
  ],
  ['email', phrase('(sähköposti|s-posti)~', 'e-post~', 'e-?mail~')],
  [
    'postal-address',
    phrase(
      '(postiosoi|katuosoi|osoitetie|laskutusosoi|toimitusosoi|kotiosoi)~',
      'osoite(?!\\p{L})',
      '(postadress|adress|leveransadress)~',
      '(postal |street |home |delivery )address~',
      '(?<!e-mail |email |web |ip )address(es)?(?!\\p{L})',
    ),
  ],
  ['phone', phrase('puhelin~', 'telefon~', '(tele)?phone~')],
  [
    'www-address',
    phrase(
      '(www-osoi|verkko-osoi|verkkosivu|kotisivu)~',
      '(webbadress|webbplats|hemsida)~',
      '(web|www) ?address~',
    ),
  ],
  ['ip-address', phrase('ip[ -]?(numero|osoit|osoite|adress|address|number)~')],
  [
    'bank-account',
    phrase('(pankki|tilinumero|iban)~', '(bankkonto|bankuppgift|kontonummer)~', '(bank )(account|detail)~'),
  ],
  ['billing-details', phrase('laskutu~', 'fakturering~', 'fakturauppgift~', '(billing|invoicing)~')],
  ['order', phrase('(tilau|tilattu|tilatu|osto|ostohist)~', '(beställ|order|köp)~', '(order|purchase)~')],
  ['invoice', phrase('laskut(?!u)~', 'laskujen', 'fakturor(na)?(?!\\p{L})', 'invoices?(?!\\p{L})')],
  ['contract', phrase('(asiakas)?sopimu~', '(kund)?avtal~', 'contracts?(?!\\p{L})')],
  [
    'service-contact',
    phrase(
      '(yhteydeno|asiakaspalvelu|palvelukontakt|viestin|viestit|palautt)~',
      '(kundtjänst|kundservice|kontakter|ärenden|meddelanden)~',
      '(customer service|service contact|correspondence|messages)~',
    ),
  ],
  [
    'web-visit',
    phrase(
      '(verkkovierailu|käyntitie|lokitie|selailu)~',
      '(loggupp|besöksupp|webbesök)~',
      '(web ?visits?|log data|browsing)~',
    ),
  ],
  [
    'marketing-profile',
    phrase(
      '(markkinointi|suoramarkkinointi|kohdennu|kiinnostu)~',
      '(marknadsföring|intressen)~',
      '(marketing|interests)~',
    ),
  ],
  ['note', phrase('(muistiinpano|huomautu|lisätie)~', 'anteckning~', '(notes|remarks)(?!\\p{L})')],
];

const GROUPS = [
  ['name', phrase('nimi(?!k)~', '(etu|suku)- ja', 'namn~', 'names?(?!\\p{L})')],
  [
    'organisation',
    phrase(
      '(edust~ )?(organisaatio|yhteisö|yrity[sk])~',
      '(organisation|företag)~',
      '(organi[sz]ation|company)~',
    ),
  ],
  [
    'contact-details',
    phrase(
      '(yhteystie|sähköposti|postiosoi|puhelin|osoite)~',
      '(kontaktuppgift|e-post|telefon|adress)~',
      '(contact (detail|information|data)|e-?mail|phone|address)~',
    ),
  ],
  ['billing-details', phrase('lasku~', 'faktur~', '(billing|invoic)~')],
] as const;
export type DataGroup = (typeof GROUPS)[number][0];

/** What the notice lists as held, in its order. */
export function listedCategories(notice: PublishedNotice): Category[] {
  const text = notice.text('contents') || notice.text('dataGroups');
  return FIELDS.flatMap(([category, words]) => {
    const at = text.search(words);
    return at < 0 ? [] : [{ category, at }];
  })
    .sort((one, other) => one.at - other.at)
    .map(({ category }) => category);
}

export function mayHold(notice: PublishedNotice): boolean {
  return phrase(
    'voi sisältää',
    'saattaa sisältää',
    'voimme käsitellä',
    'kan innehålla',
    'kan behandla',
    'may (contain|include|hold|process)',
  ).test(notice.text('contents') || notice.text('dataGroups'));
}

export function statedGroups(notice: PublishedNotice): DataGroup[] {
  const text = notice.text('dataGroups');
  return GROUPS.filter(([, words]) => words.test(text)).map(([group]) => group);
}

/** Whether people who act for an organisation are in the register. */
export function coversContactPersons(notice: PublishedNotice): boolean {
  const listed = notice.text('contents', 'dataGroups', 'subjects');
  return phrase(
    'edust~ (yhteisö|organisaatio|yrity)~',
    '(yhteyshenkilö|edustaj)~',
    '(kontaktperson|företräd)~',
    '(contact person|represent)~',
    'organi[sz]ation you represent',
  ).test(listed);
}
