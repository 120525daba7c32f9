import type { DisclosureGround } from '../../domain/register-policy.js';
import { named, phrase } from './phrase.js';
import type { PublishedNotice } from './published-notice.js';

const PURPOSES = [
  [
    'register-upkeep',
    phrase(
      '(asiakasrekisteri|rekisteri)~ (ylläpi)~',
      '(upprätthålla|föra) (kund)?register~',
      '(keep|maintain)~ (the |a )?(customer )?register',
    ),
  ],
  [
    'order-handling',
    phrase(
      '(tilau|tilaus)~…(hallin|käsittel|arkist|toimit|toteut|vastaanot)~',
      '(toimit|lähet|toteut)~…(tilau|tuott|tavar|palvelu)~',
      '(beställning|order)~…(behandl|hanter|arkiver|levere)~',
      '(behandl|hanter|levere|ta emot)~…(\\p{L}{0,20}beställning|order|varor)~',
      '(order)~…(handl|process|archiv|deliver)~',
      '(handl|process|archiv|deliver)~…(order)~',
    ),
  ],
  [
    'customer-relationship',
    phrase(
      '(asiakassuhte|asiakassuhde|palvelusuhte|asiakkuu|asiakkuuk|jäsenyy)~…(hoit|hoid|ylläpi)~',
      '(asiakasviesti|asioida|asioimi|yhteydenpi)~',
      'pitää yhteyttä',
      'hallå kontakt~',
      '(kundförhåll|kundrelation)~…(sköt|vård|upprätthåll)~',
      '(sköt|vård|upprätthåll)~…(kundförhåll|kundrelation)~',
      '(manag|maintain|look)~…(customer )?relationship~',
      '(look~ after|keep~ in touch with|deal~ with)…(customer|contact person|compan)~',
    ),
  ],
  [
    'contract-performance',
    phrase(
      '(sopimuk|\\p{L}{1,20}sopimuk)~…(täyttä|täyttämi|toteutta|täytäntöön)~',
      '(fullgör|uppfyll)~…avtal~',
      '(perform|fulfil)~…contract~',
    ),
  ],
  ['invoicing', phrase('laskutta~', 'laskutus(?!tie)~', 'fakturera~', 'invoic(e|ing)(?!s)(?!\\p{L})')],
  [
    'accounting',
    phrase(
      'kirjanpi(to|don|toa)(?!\\p{L})',
      'bokföring(en)?(?!\\p{L})',
      '(keep accounts|bookkeeping|accounting)',
    ),
  ],
  [
    'newsletter',
    phrase('(uutiskirj|asiakaslehti|asiakaslehden)~', 'nyhetsbrev~', '(newsletter|marketing e-?mail)s?'),
  ],
  ['development', phrase('(kehittämi|kehittää|kehitä)~', 'utveckl~', '(develop|improv)~')],
  ['statistics', phrase('tilasto~', 'statisti~', 'statisti~')],
  [
    'personalised-content',
    phrase('kohdennet~ sisäl~', 'personoi~', '(personlig|anpassa)~ innehåll', 'personali[sz]ed content'),
  ],
  [
    'ad-targeting',
    phrase(
      '(mainon|markkinoi)~…kohdist~',
      '(mainon|markkinoi)~…kohdenn~',
      '(rikta|riktad)~…(reklam|marknadsför)~',
      '(target)~…(advert|market)~',
      '(advert|market)~…target~',
    ),
  ],
] as const;
export type Purpose = (typeof PURPOSES)[number][0];

const SOURCES = [
  ['purchase', phrase('osto(ksista|jen|tapahtum)~', 'köp(en)?(?!\\p{L})', 'purchases')],
  [
    'system-notification',
    phrase('(asiakas)?järjestelmään liittyvistä ilmoituksista', 'systemmeddeland~', 'system notifications?'),
  ],
  ['registration', phrase('rekisteröitymi~', 'registrering~', 'registrations?')],
  [
    'customer-notification',
    phrase(
      'asiakkaan tekemistä ilmoituksista',
      '(asiakkaalta|sinulta|rekisteröidyltä)( itseltään| itseltäsi)?',
      'asiakas itse',
      '(kunden|du|dig|den registrerade) själv',
      '^(the customer|you)(?!\\p{L})',
      '(av|från) (kunden|dig|den registrerade)(?!\\p{L})',
      'from (you|the customer|the data subject)(?!\\p{L})',
    ),
  ],
  ['employer', phrase('työnantaj~', 'arbetsgivar~', '(employer~|organi[sz]ation you work for)')],
  [
    'update-service',
    phrase(
      'päivityspalvelu~',
      '(postin|väestö|osoitepalvelu|kaupparekisteri|ytj|viranomaisrekister)~',
      'uppdateringstjänst~',
      '(befolkningsdata|handelsregist|adresstjänst)~',
      'update services?',
      '(trade register|address service|population)~',
    ),
  ],
  ['subcontractor', phrase('alihankkij~', 'underleverantör~', 'subcontractors?')],
  ['partner-invite-link', phrase('kutsun kautta', 'inbjudningslänk~', 'invitation link')],
  ['partner-cookies', phrase('evästeiden kautta', '(via|genom) (kakor|cookies)', 'through cookies')],
  [
    'partner-credentials',
    phrase('annettuja tunnuksia', '(inloggningsuppgifter|koder) (som )?(kunden )?(har )?fått', 'credentials'),
  ],
] as const;
export type Source = (typeof SOURCES)[number][0];

const RECIPIENT_GROUPS = [
  [
    'staff',
    phrase(
      '(henkilöstö|henkilökunt|työntekijä)~',
      '(personal|anställd|medarbetar)~',
      '(staff|employees|personnel)',
    ),
  ],
  [
    'outsourcing-partners',
    phrase(
      '(ulkoistu|ulkoitus|ulkoistuskumpp|ulkoituskumpp|alihankki|palveluntarjo|palveluntuotta|tilitoimisto|taloushallin|it-|järjestelmätoimitt|käsittelij)~',
      '(underleverant|tjänsteleverant|bokföringsbyrå|redovisningsbyrå|personuppgiftsbiträd|it-)~',
      '(outsourc|service provider|subcontract|processor|accounting firm|accountant|it )~',
    ),
  ],
  [
    'agreed-partners',
    phrase('asiakkaan kanssa sopimalla', 'enligt avtal med kunden', '(by|under) agreement with the customer'),
  ],
] as const;

const GROUNDS: readonly (readonly [DisclosureGround, RegExp])[] = [
  [
    'credit-application',
    phrase(
      'luott[oi]hakemu~',
      '(luottotieto|luottopäätö)~',
      'kredit(ansök|upplys)~',
      'credit (application|information|check)',
    ),
  ],
  ['collection', phrase('(perintä|perinnä|perintätoim)~', '(indrivning|inkasso)~', '(debt )?collection')],
  ['billing', phrase('(laskutukse|laskutus)~', 'fakturering~', '(billing|invoicing)')],
  [
    'law',
    phrase(
      '(lainsäädännön|lain) (velvoit|edellyt|vaat)~',
      '(lagstift|lag)~ (förplikt|kräv|förutsätt)~',
      '(law|legislation) (requires|obliges)',
      'required by law',
    ),
  ],
];

const PROVIDERS = [
  [
    'added-value-service',
    phrase('lisäarvopalvelu~', 'mervärdestjänst~', '(added-value|value-added) service~'),
  ],
  ['credit-decision-support', phrase('luottopäätö~', 'kreditbeslut~', 'credit decision~')],
] as const;

export const statedPurposes = (notice: PublishedNotice) =>
  named(PURPOSES, notice.text('basis', 'legitimateInterest'));
export const statedSources = (notice: PublishedNotice) => named(SOURCES, notice.text('sources'));
export const statedRecipientGroups = (notice: PublishedNotice) =>
  named(RECIPIENT_GROUPS, notice.text('recipients'));

export function disclosureGrounds(notice: PublishedNotice): DisclosureGround[] {
  const grounds = named(GROUNDS, notice.text('disclosures') || notice.text('recipients'));
  return statedRecipientGroups(notice).includes('agreed-partners') ? [...grounds, 'agreement'] : grounds;
}

export const serviceProviders = (notice: PublishedNotice) =>
  named(PROVIDERS, notice.text('disclosures', 'sources'));

const ON_SERVERS = phrase(
  '(osia|osa) …(palvelimi|palvelime)~',
  '(delar|del) av…server~',
  'parts? of…servers?',
);
const AND_SERVICE = phrase(
  'asiakas- ja palvelusuht~',
  'kund- och tjänsteförhåll~',
  'customer and service relationship',
);

export const usesPartnersServers = (notice: PublishedNotice) => ON_SERVERS.test(notice.body);
export const coversServiceRelationship = (notice: PublishedNotice) => AND_SERVICE.test(notice.text('basis'));
