import type { Category } from '../../domain/category.js';
import { phrase } from './phrase.js';
import type { StatedPeriod } from './stated-period.js';

/** Which categories a period is said of. */
const ABOUT: readonly (readonly [Category, RegExp])[] = [
  [
    'invoice',
    phrase(
      '(lasku(?!tu)|kirjanpi|tosit)~',
      '(faktur(?!ering)|bokför|verifi)~',
      '(invoice|accounting|voucher|bookkeep)~',
    ),
  ],
  ['billing-details', phrase('laskutu~', 'fakturering~', 'billing~')],
  [
    'marketing-profile',
    phrase('(markkinoi|uutiskirj)~', '(marknadsför|nyhetsbrev)~', '(marketing|newsletter)'),
  ],
  ['ip-address', phrase('(loki|ip-osoi)~', '(logg|ip-adress)~', '(log data|logs|ip address)~')],
  [
    'web-visit',
    phrase(
      '(evästei|evästetie|verkkosivu|loki|kävij)~',
      '(kakor|cookies|logg|besök)~',
      '(cookie|log data|logs|visit)~',
    ),
  ],
  ['order', phrase('(tilau|tilattu)~', '(beställ|order)~', 'orders?(?!\\p{L}| to )', 'order data')],
  [
    'service-contact',
    phrase(
      '(yhteydenot|asiakaspalvelu)~',
      '(kontakter|kundtjänst|ärende)~',
      '(enquir|customer service|contacts)~',
    ),
  ],
];
const CUSTOMER_DATA = phrase(
  '(asiakas|jäsen|henkilö|asiakkaan |asiakkaiden |muut |kaikki )?(tiedot|tietoja|tietosi)(?!\\p{L})',
  '(kund|person|medlems)?uppgift~',
  '((customer|personal|your|all|other) )?(data|information)(?!\\p{L})',
  '(asiakassuh|asiakkuu|jäsenyy|kundförhåll|kundrelation|customer relation)~',
);
/** Data a customer register of this kind does not name: a period of theirs is nobody else's. */
const OTHER_DATA = phrase(
  '(hakem|hakij|työnhak|rekrytoi|tallen|kamera|valvonta|kilpailu|arvonta|yhteyshenkilö)~',
  '(ansök|rekryter|kamera|inspel|tävling|kontaktperson)~',
  '(applic|recruit|camera|cctv|recording|competition|contact person)~',
);

export const categoriesIn = (text: string) =>
  ABOUT.filter(([, words]) => words.test(text)).map(([category]) => category);

/** The words before the period tell what it is of; those after it do so only when nothing stands before it. */
export function categoriesOf({ lead, part }: StatedPeriod): Category[] {
  return CUSTOMER_DATA.test(lead) || categoriesIn(lead).length > 0 ? categoriesIn(lead) : categoriesIn(part);
}

/** Said of the data of customers as a whole. */
export const isGeneral = ({ part }: StatedPeriod) => CUSTOMER_DATA.test(part) && !OTHER_DATA.test(part);
