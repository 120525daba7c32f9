import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import PDFDocument from 'pdfkit';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../config/package-root.js';
import { LANGUAGES, type Language } from '../../domain/category.js';
import { checkNotice } from './check-notice.js';

const read = (language: Language) =>
  readFileSync(join(packageRoot, 'test', 'fixtures', 'notices', 'clean', `${language}.md`), 'utf8');

interface Part {
  readonly heading: string;
  readonly level: number;
  readonly lines: readonly string[];
}

function partsOf(markdown: string): Part[] {
  return markdown.split(/^(?=#)/m).map((part) => {
    const [first = '', ...lines] = part.split('\n').filter((line) => line.trim() !== '');
    const [, marks = '', heading = ''] = /^(#+) (.*)$/.exec(first)!;
    return { heading, level: marks.length, lines };
  });
}

const plainText = (markdown: string) => markdown.replace(/^#+ /gm, '');

/** As a word processor writes it: a tab between heading and clause, one row each. */
const table = (markdown: string) =>
  partsOf(markdown)
    .map(({ heading, lines }) => `${heading}\t${lines.join(' ')}`)
    .join('\n');

function page(markdown: string): string {
  const parts = partsOf(markdown).map(({ heading, level, lines }) => {
    const text = lines.map((line) =>
      line.startsWith('- ') ? `<ul><li>${line.slice(2)}</li></ul>` : `<p>${line}</p>`,
    );
    return `<h${level}>${heading}</h${level}>\n${text.join('\n')}`;
  });
  return `<!doctype html><html><head><title>x</title><style>p{color:red}</style></head><body><nav><a href="/">A</a></nav><main>${parts.join('\n')}</main><script>if (1 < 2) document.write('<p>');</script></body></html>`;
}

function pdf(write: (document: PDFKit.PDFDocument) => void): Promise<Buffer> {
  return new Promise((resolve) => {
    const document = new PDFDocument({ size: 'A4', margin: 50 });
    const chunks: Buffer[] = [];
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', () => resolve(Buffer.concat(chunks)));
    write(document);
    document.end();
  });
}

/** Headings in bold of the same size, text broken over lines. */
const printed = (markdown: string) =>
  pdf((document) => {
    for (const { heading, lines } of partsOf(markdown)) {
      document.font('Helvetica-Bold').fontSize(10).text(heading).font('Helvetica');
      for (const line of lines) document.text(line);
      document.moveDown();
    }
  });

/** Two columns: headings broken over lines on the left, clauses on the right. */
const printedTable = (markdown: string) =>
  pdf((document) => {
    document.fontSize(10);
    for (const { heading, lines } of partsOf(markdown)) {
      const text = lines.join('\n');
      if (document.y + document.heightOfString(text, { width: 340 }) > 780) document.addPage();
      const top = document.y;
      document.text(heading, 50, top, { width: 120 });
      const left = document.y;
      document.text(text, 190, top, { width: 340 });
      document.y = Math.max(left, document.y) + 8;
    }
  });

const codes = async (bytes: Buffer | string, name: string) =>
  (await checkNotice(Buffer.from(bytes), name)).findings.map(({ code }) => code);

describe.each(LANGUAGES)('a clean modern notice in %s', (language) => {
  it.each([
    ['Markdown', 'md', read],
    ['plain text', 'txt', (of: Language) => plainText(read(of))],
    ['a table of tabs', 'txt', (of: Language) => table(read(of))],
    [
      'plain text from Windows',
      'txt',
      (of: Language) => Buffer.from(plainText(read(of)).replaceAll('\n', '\r\n'), 'latin1'),
    ],
    ['an HTML page', 'html', (of: Language) => page(read(of))],
    ['a PDF', 'pdf', (of: Language) => printed(read(of))],
    ['a PDF of two columns', 'pdf', (of: Language) => printedTable(read(of))],
  ] as const)('has no finding as %s', async (_, ending, made) => {
    expect(await codes(await made(language), `notice.${ending}`)).toEqual([]);
  });
});

it.each([
  ['Markdown', 'md', (text: string) => text],
  ['an HTML page', 'html', page],
  ['a PDF', 'pdf', printed],
  ['a PDF of two columns', 'pdf', printedTable],
] as const)('makes the same draft of plain text and of %s', async (_, ending, made) => {
  const { draftPolicy } = await checkNotice(Buffer.from(plainText(read('fi'))), 'notice.txt');
  const other = await checkNotice(Buffer.from(await made(read('fi'))), `notice.${ending}`);
  expect(other.draftPolicy).toEqual(draftPolicy);
});

/** Language, what is removed or changed (a section by its heading, or words), what stands there instead, the finding. */
const MUTANTS: readonly (readonly [Language, RegExp, string, string])[] = [
  ['fi', section('1. Rekisterinpitäjä'), '', 'CONTROLLER_MISSING'],
  ['fi', /, Kuusikuja 4[\s\S]*?suojasauna\.example/, '', 'CONTROLLER_CONTACT_MISSING'],
  ['fi', /Tietosuojavastaavan tavoittaa.*/, '', 'DPO_CONTACT_MISSING'],
  [
    'fi',
    /: etumme on hoitaa asiakassuhdetta henkilön edustamaan organisaatioon/,
    '',
    'LEGITIMATE_INTEREST_UNNAMED',
  ],
  ['fi', /- Yritysasiakkaiden yhteyshenkilöiden.*\n/, '', 'CONTACT_PERSON_BASIS_WRONG'],
  ['fi', section('5. Henkilötietoryhmät'), '', 'DATA_GROUPS_MISSING'],
  ['fi', section('6. Tietolähteet'), '', 'SOURCES_MISSING'],
  ['fi', section('7. Onko tietojen antaminen pakollista'), '', 'STATUTORY_REQUIREMENT_UNANSWERED'],
  ['fi', section('8. Henkilötietojen vastaanottajat'), '', 'RECIPIENTS_MISSING'],
  ['fi', section('9. Tietojen siirto EU/ETA-alueen ulkopuolelle'), '', 'TRANSFERS_UNSTATED'],
  ['fi', /Henkilötietoja ei siirretä/, 'Henkilötietoja voidaan siirtää', 'TRANSFER_SAFEGUARDS_MISSING'],
  ['fi', section('10. Säilytysajat'), '', 'RETENTION_MISSING'],
  [
    'fi',
    /Asiakkaan tiedot poistetaan[\s\S]*?suostumuksesi\./,
    'Säilytämme tiedot kymmenen vuotta asiakassuhteen päättymisestä.',
    'RETENTION_BLANKET',
  ],
  [
    'fi',
    /Asiakkaan tiedot poistetaan[\s\S]*?suostumuksesi\./,
    'Säilytämme tietoja niin kauan kuin asiakassuhde kestää.',
    'RETENTION_OPEN_ENDED',
  ],
  [
    'fi',
    /asiakassuhteen päättymisestä/,
    'sopimuksen päättymisestä tai viimeisestä yhteydenotosta',
    'RETENTION_END_AMBIGUOUS',
  ],
  [
    'fi',
    /kuluttua asiakassuhteen/,
    'kuluttua rekisteröidyn ja asiakkaan välisen asiakassuhteen',
    'RETENTION_PARTIES_MIXED',
  ],
  ['fi', section('Oikeus saada pääsy tietoihin', 3), '', 'RIGHTS_SECTIONS_MISSING'],
  ['fi', section('Oikeus rajoittaa käsittelyä', 3), '', 'RIGHTS_SECTIONS_MISSING'],
  ['fi', section('Oikeus siirtää tiedot järjestelmästä toiseen', 3), '', 'RIGHTS_SECTIONS_MISSING'],
  ['fi', section('Oikeus poistaa tiedot', 3), '', 'RIGHTS_SECTIONS_MISSING'],
  ['fi', section('Vastustamisoikeus', 3), '', 'RIGHTS_SECTIONS_MISSING'],
  [
    'fi',
    /Sinulla on oikeus vastustaa oikeutettuun[\s\S]*?perustelematta\./,
    'Sinulla on oikeus pyytää tietojesi oikaisemista tai poistamista.',
    'OBJECTION_RIGHT_GARBLED',
  ],
  [
    'fi',
    section('Oikeus poistaa tiedot', 3),
    '### Oikeus oikaista tiedot\n\nVoit pyytää tietojesi poistamista.\n\n',
    'ERASURE_SECTION_MISSING',
  ],
  [
    'fi',
    / Markkinointitiedot poistetaan.*|### Suostumuksen peruuttaminen\n\n.*\n/g,
    '',
    'CONSENT_WITHDRAWAL_MISSING',
  ],
  ['fi', section('12. Automaattinen päätöksenteko ja profilointi'), '', 'AUTOMATED_DECISIONS_UNSTATED'],
  ['fi', /Emme tee automaattisia päätöksiä.*/, '', 'AUTOMATED_DECISIONS_UNSTATED'],
  ['fi', section('13. Oikeus tehdä valitus valvontaviranomaiselle'), '', 'COMPLAINT_RIGHT_MISSING'],
  ['fi', / tai jossa väitetty rikkominen tapahtui/, '', 'COMPLAINT_PLACE_INCOMPLETE'],
  [
    'fi',
    /Lintulahdenkuja 4, 00530 Helsinki/,
    'Ratapihantie 9, 00520 Helsinki',
    'COMPLAINT_CONTACTS_OUTDATED',
  ],
  ['fi', /00531 Helsinki/, '00521 Helsinki', 'COMPLAINT_CONTACTS_OUTDATED'],
  ['fi', /029 566 6700/, '029 566 6123', 'COMPLAINT_CONTACTS_OUTDATED'],
  [
    'fi',
    /- Kirjanpitoaineiston/,
    '- Noudatamme henkilötietolakia (523/1999).\n- Kirjanpitoaineiston',
    'REPEALED_LAW_CITED',
  ],
  [
    'fi',
    /ja saada niistä jäljennös\./,
    'ja saada niistä jäljennös. Pyyntö on allekirjoitettava omakätisesti.',
    'SIGNATURE_REQUIRED',
  ],
  ['fi', /suomeksi, ruotsiksi tai englanniksi/, 'suomeksi tai englanniksi', 'LANGUAGES_LIMITED'],
  ['fi', /asiakaspalvelu@suojasauna\.example/, '[sähköpostiosoite]', 'EMAIL_PLACEHOLDER'],
  ['fi', /ottamalla yhteyttä asiakaspalveluun/, 'sähköpostitse (s-postiosoite)', 'EMAIL_PLACEHOLDER'],
  ['fi', /Kuusikuja 4, 00100 Helsinki/, '[katuosoite ja postinumero]', 'PLACEHOLDER_UNFILLED'],
  [
    'fi',
    /Tietoihin pääsevät/,
    'Ylläpidämme asiakasomistaja- ja asiakasrekisteriä. Tietoihin pääsevät',
    'TEMPLATE_LEFTOVER',
  ],
  [
    'fi',
    /joka ei ole julkinen lähde\./,
    'joka ei ole julkinen lähde. Tietoja ei luovuteta ulkopuolisille.',
    'CLAUSES_MISPLACED',
  ],
  ['fi', /tietosuoja-asetuksen 6/, 'tietosuojasetuksen 6', 'SPELLING'],
  ['fi', /Emme tee automaattisia/, '<p>Emme tee automaattisia', 'MARKUP_RESIDUE'],
  ['fi', /Sivustomme käyttää vain.*/, '', 'COOKIES_EMPTY'],
  [
    'fi',
    /Sivustomme käyttää vain.*/,
    'Keräämme kävijän IP-osoitteen, eikä kävijää voida tunnistaa.',
    'ANALYTICS_SAID_ANONYMOUS',
  ],
  [
    'fi',
    /Sivustomme käyttää vain.*/,
    'Kävijöitä seurataan Google Analytics -palvelulla.',
    'TRANSFER_VERSUS_ANALYTICS',
  ],
  [
    'fi',
    /Voit käyttää oikeuksiasi/,
    'Lähetämme mainoksia sähköpostitse, ellet kiellä sitä. Voit käyttää oikeuksiasi',
    'ELECTRONIC_MARKETING_CONSENT',
  ],
  [
    'fi',
    /Sinulla on oikeus saada tietosi poistetuksi,.*/,
    'Sinulla on oikeus saada tietosi poistetuksi. Yrityksen yhteyshenkilönä toimivan tietoja ei voida poistaa tänä aikana.',
    'CONTACT_PERSON_PERIOD_UNCLEAR',
  ],
  [
    'fi',
    /ja saada niistä jäljennös\./,
    'ja saada niistä jäljennös. Pyyntö on tehtävä todisteellisesti tunnistettavasta sähköpostiosoitteesta.',
    'IDENTIFIABLE_EMAIL_UNDEFINED',
  ],
  [
    'fi',
    /Vastaamme kuukauden kuluessa pyynnöstä\./,
    'Pyyntö on tehtävä kirjallisesti.',
    'RESPONSE_TIME_MISSING',
  ],
  ['sv', section('Personuppgiftsansvarig'), '', 'CONTROLLER_MISSING'],
  ['sv', section('Kategorier av personuppgifter'), '', 'DATA_GROUPS_MISSING'],
  ['sv', section('Uppgiftskällor'), '', 'SOURCES_MISSING'],
  ['sv', section('Är det obligatoriskt att lämna uppgifter'), '', 'STATUTORY_REQUIREMENT_UNANSWERED'],
  ['sv', section('Mottagare av personuppgifter'), '', 'RECIPIENTS_MISSING'],
  ['sv', / Överföringen skyddas av.*/, '', 'TRANSFER_SAFEGUARDS_MISSING'],
  ['sv', section('Förvaringstider'), '', 'RETENTION_MISSING'],
  ['sv', /- Du har rätt att få felaktiga uppgifter rättade\.\n/, '', 'RIGHTS_SECTIONS_MISSING'],
  ['sv', /- Du har rätt till dataportabilitet.*\n/, '', 'RIGHTS_SECTIONS_MISSING'],
  ['sv', /- Du har rätt att göra invändningar.*\n/, '', 'RIGHTS_SECTIONS_MISSING'],
  ['sv', section('Rätt att lämna in klagomål'), '', 'COMPLAINT_RIGHT_MISSING'],
  ['sv', /Fågelviksgränden 4, 00530/, 'Bangårdsvägen 9, 00520', 'COMPLAINT_CONTACTS_OUTDATED'],
  ['sv', section('Automatiserat beslutsfattande och profilering'), '', 'AUTOMATED_DECISIONS_UNSTATED'],
  ['sv', /- Kontaktpersoner hos.*\n/, '', 'CONTACT_PERSON_BASIS_WRONG'],
  ['sv', /på svenska, finska eller engelska/, 'på finska eller engelska', 'LANGUAGES_LIMITED'],
  ['sv', /Vi svarar på/, 'En begäran måste vara undertecknad. Vi svarar på', 'SIGNATURE_REQUIRED'],
  ['en', section('Controller'), '', 'CONTROLLER_MISSING'],
  ['en', section('Personal data we collect'), '', 'DATA_GROUPS_MISSING'],
  ['en', section('Sources of data'), '', 'SOURCES_MISSING'],
  ['en', section('Statutory or contractual requirement'), '', 'STATUTORY_REQUIREMENT_UNANSWERED'],
  ['en', section('Recipients'), '', 'RECIPIENTS_MISSING'],
  ['en', section('Transfers outside the EU/EEA'), '', 'TRANSFERS_UNSTATED'],
  ['en', section('How long we keep your personal data'), '', 'RETENTION_MISSING'],
  ['en', / You have the right to have data erased\./, '', 'RIGHTS_SECTIONS_MISSING'],
  ['en', / You may ask us to restrict the processing\./, '', 'RIGHTS_SECTIONS_MISSING'],
  [
    'en',
    / You may withdraw your consent at any time\.|Newsletter data are deleted when you withdraw your consent\./g,
    '',
    'CONSENT_WITHDRAWAL_MISSING',
  ],
  [
    'en',
    / The legal basis is our legitimate interest.*/,
    ' The legal basis is our legitimate interest.',
    'LEGITIMATE_INTEREST_UNNAMED',
  ],
  ['en', section('Automated decision-making and profiling'), '', 'AUTOMATED_DECISIONS_UNSTATED'],
  ['en', section('Right to lodge a complaint with the supervisory authority'), '', 'COMPLAINT_RIGHT_MISSING'],
  ['en', /we answer within/, 'requests must be signed by hand; we answer within', 'SIGNATURE_REQUIRED'],
  ['en', /Access is limited/, 'We follow the Personal Data Act. Access is limited', 'REPEALED_LAW_CITED'],
];

/** A section with its text, up to the next heading of its own level or above. */
function section(heading: string, level = 2): RegExp {
  const words = heading.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  return new RegExp(`^#{${level}} ${words}\\n[\\s\\S]*?(?=^#{1,${level}} |$(?![\\s\\S]))`, 'm');
}

describe('a clean notice with one thing wrong', () => {
  it.each(MUTANTS)('%s: %s → "%s" has exactly %s', async (language, removed, instead, code) => {
    const clean = read(language);
    const mutant = clean.replace(removed, instead);
    expect(mutant).not.toBe(clean);
    expect(await codes(plainText(mutant), 'notice.txt')).toEqual([code]);
    if (code !== 'MARKUP_RESIDUE') expect(await codes(page(mutant), 'notice.html')).toEqual([code]);
  });

  it('counts markup that a reader of the page sees as residue', async () => {
    const visible = page(read('fi')).replace('Emme tee automaattisia', '&lt;p&gt;Emme tee automaattisia');
    expect(await codes(visible, 'notice.html')).toEqual(['MARKUP_RESIDUE']);
  });
});

describe('clean notices in other styles', () => {
  it.each([
    ['short, with lists of bare words', 'brief-en.txt'],
    ['a table in a page, with answers of one word', 'table-fi.html'],
    ['headings that are questions', 'questions-sv.txt'],
  ])('%s: no finding', async (_, file) => {
    const bytes = readFileSync(join(packageRoot, 'test', 'fixtures', 'notices', 'clean', file));
    expect(await codes(bytes, file)).toEqual([]);
  });
});

describe('words alone', () => {
  it.each([
    [
      'fi',
      'Kirjanpitoaineiston säilytämme',
      'Henkilötietolaki (523/1999) kumottiin vuonna 2019. Kirjanpitoaineiston säilytämme',
    ],
    ['fi', 'ja saada niistä jäljennös.', 'ja saada niistä jäljennös. Pyyntöä ei tarvitse allekirjoittaa.'],
    [
      'fi',
      'ja saada niistä jäljennös.',
      'ja saada niistä jäljennös. Pyyntö on allekirjoitettava tai lähetettävä sähköpostilla tunnetusta osoitteesta.',
    ],
    [
      'fi',
      'Tietoihin pääsevät',
      'Salassapitositoumuksen allekirjoittavat kaikki työntekijät. Tietoihin pääsevät',
    ],
    ['fi', 'vain suostumuksella', 'vain suostumuksella (sähköposti tai tekstiviesti)'],
    ['fi', 'Sivustomme käyttää vain', 'Kävijöitä ei voida tunnistaa. Sivustomme käyttää vain'],
    ['en', 'Access is limited', 'The Personal Data Act was repealed in 2019. Access is limited'],
    ['sv', 'Vi svarar på', 'Du behöver inte underteckna din begäran. Vi svarar på'],
  ] as const)('%s: "%s" → "%s" is no finding', async (language, before, after) => {
    const text = read(language).replace(before, after);
    expect(text).toContain(after);
    expect(await codes(plainText(text), 'notice.txt')).toEqual([]);
  });
});
