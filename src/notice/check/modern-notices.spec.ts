import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../config/package-root.js';
import { checkNotice } from './check-notice.js';
import { PublishedNotice } from './published-notice.js';
import { readNotice } from './read-notice.js';

const folder = join(packageRoot, 'test', 'fixtures', 'notices', 'clean');
const CLEAN = readdirSync(folder);
const read = (file: string) => readFileSync(join(folder, file), 'utf8');
const codes = async (text: string, file: string) =>
  (await checkNotice(Buffer.from(text), file)).findings.map(({ code }) => code);

describe('a clean notice', () => {
  it.each(CLEAN)('%s gives no false alarm', async (file) => {
    expect(await codes(read(file), file)).toEqual([]);
  });

  it.each(CLEAN)('%s is understood heading by heading', async (file) => {
    const notice = new PublishedNotice(await readNotice(Buffer.from(read(file)), file));
    const unknown = notice.sections.filter(({ clauses, text }) => clauses.length === 0 && text !== '');
    expect(unknown).toEqual([]);
  });
});

/** A fixture, words of it, what stands instead, and the finding it must lead to. */
const FLAWED = [
  ['rows-fi.txt', /^Käsittelyn tarkoitukset.*\n/m, '', ['PURPOSES_MISSING']],
  ['questions-fi.md', /## Mihin tarvitsemme[^]*?(?=## )/, '', ['PURPOSES_MISSING', 'BASIS_MISSING']],
  ['prose-sv.txt', /2 Varför och på vilken grund[^]*?(?=3 Vilka)/, '', ['PURPOSES_MISSING', 'BASIS_MISSING']],
  ['questions-en.txt', /Why do we process[^]*?(?=What data)/, '', ['PURPOSES_MISSING', 'BASIS_MISSING']],
  [
    'fi.md',
    /Asiakkaan tiedot poistetaan[^]*?suostumuksesi\./,
    'Tietoja säilytetään toistaiseksi.',
    ['RETENTION_MISSING'],
  ],
  [
    'questions-fi.md',
    /Asiakkaan tiedot hävitetään[^]*?suostumuksesi\./,
    'Säilytämme tietoja niin kauan kuin se on tarpeen käsittelyn tarkoituksia varten.',
    ['RETENTION_MISSING'],
  ],
  [
    'prose-sv.txt',
    /Kundens uppgifter tre år.*/,
    'Uppgifterna lagras så länge det behövs.',
    ['RETENTION_MISSING'],
  ],
  ['prose-sv.txt', /Kundens uppgifter tre år.*/, 'Uppgifterna sparas tills vidare.', ['RETENTION_MISSING']],
  [
    'questions-en.txt',
    /Customer data: one year.*/,
    'We keep data for as long as necessary in order to fulfil the purposes.',
    ['RETENTION_MISSING'],
  ],
  [
    'rows-fi.txt',
    / ja vastustaa käsittelyä\./,
    '. Rekisteröity ei voi vastustaa käsittelyä.',
    ['RIGHTS_SECTIONS_MISSING', 'RIGHT_DENIED'],
  ],
  [
    'questions-en.txt',
    / object to processing that rests[^.]*\./,
    ' and more. You cannot object to processing.',
    ['RIGHTS_SECTIONS_MISSING', 'RIGHT_DENIED'],
  ],
  [
    'prose-sv.txt',
    / samt att invända mot[^.]*\./,
    '. Kunden kan inte invända mot behandlingen.',
    ['RIGHTS_SECTIONS_MISSING', 'RIGHT_DENIED'],
  ],
  [
    'questions-fi.md',
    /pysyvät EU:n alueella/,
    'pysyvät pääosin EU:n alueella',
    ['TRANSFER_SAFEGUARDS_MISSING'],
  ],
  [
    'questions-en.txt',
    /Everything is stored.*/,
    'Data are stored in Finland. Our mailing service transfers them to the United States.',
    ['TRANSFER_SAFEGUARDS_MISSING'],
  ],
  ['questions-en.txt', / or where the infringement occurred/, '', ['COMPLAINT_PLACE_INCOMPLETE']],
  ['questions-fi.md', /## Onko tiedot pakko antaa[^]*?(?=## )/, '', ['STATUTORY_REQUIREMENT_UNANSWERED']],
  ['prose-sv.txt', /8 Krav att lämna[^]*?(?=9 Dina)/, '', ['STATUTORY_REQUIREMENT_UNANSWERED']],
] as const;

describe('a clean notice that says less than it should', () => {
  it.each(FLAWED)('%s without %s but "%s": %s', async (file, words, instead, expected) => {
    const flawed = read(file).replace(words, instead);
    expect(flawed).not.toBe(read(file));
    expect(await codes(flawed, file)).toEqual(expected);
  });
});
