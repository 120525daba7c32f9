import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'csv-parse/sync';
import { extractText } from 'unpdf';
import { describe, expect, it } from 'vitest';
import { answer, copyInput, linesOfPlan, policyOf } from '../../test/support/answers.js';
import {
  bytesOf,
  keptAccess,
  keptPortable,
  pagesInMemory,
  type Sample,
  textsOf,
} from '../../test/support/copies.js';
import { REGISTERS } from '../../test/support/decisions.js';
import { unzipped, zippedTexts } from '../../test/support/zip.js';
import { LANGUAGES } from '../domain/category.js';
import type { AccessCopy } from './copy-document.js';
import type { ReturnedData } from './copy-input.js';
import { renderLetter } from './letter.js';
import { type OpenedPackage, packageArchive } from './package-archive.js';
import { bytesPart } from './package-part.js';
import { keepSupplement } from './supplement-parts.js';
import { systemParts } from './system-parts.js';

const madeAt = new Date('2026-11-20T08:30:00Z');
const letterOf = ({ policy, language }: Sample) => ({
  paper: renderLetter(answer({ policy, language, lines: linesOfPlan('access') })).paper,
  madeAt,
});
const opened = async (input: Sample): Promise<OpenedPackage> => ({
  name: 'KON-2026-000123-access',
  madeAt,
  ...(await keptAccess(input)),
  letter: letterOf(input),
});
const archiveOf = async (input: Sample) => bytesOf(packageArchive(await opened(input)));
const filesOf = async (input: Sample) => zippedTexts(await archiveOf(input));

function validatorOf(schema: string) {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
  (addFormats as unknown as (on: Ajv2020) => void)(ajv);
  return ajv.compile(JSON.parse(schema) as object);
}

const returnedBy = (code: string, text: string, data: unknown): ReturnedData => ({
  system: { code, text },
  returnedOn: '2026-11-19',
  data: () => data,
});

/** The same person with more data than the sample has. */
function withData(more: readonly { value: string | Record<string, unknown>; category: 'note' | 'order' }[]) {
  const input = copyInput();
  const [first] = input.data;
  const added = more.map((each, index) => ({ ...first!, ...each, id: `more-${index}` }));
  const planned = added.map(({ id, category }) => ({ ...input.plan.data[0]!, datum: id, category }));
  const data = [...input.data, ...added];
  return { ...input, data, plan: { ...input.plan, data: [...input.plan.data, ...planned] } };
}

describe('the archive of an access copy', () => {
  it('holds a page to read, data with their schema, a table for each category, and the letter', async () => {
    const files = await filesOf(copyInput());
    const [page, data, schema, ...others] = [...files.keys()];
    expect([page, data, schema, others.at(-1)]).toEqual([
      'index.html',
      'data.json',
      'schema.json',
      'letter.pdf',
    ]);
    const copy = JSON.parse(files.get('data.json')!) as AccessCopy;
    expect(others.slice(0, -1)).toEqual(copy.categories.map(({ code }) => `${code}.csv`));
    const single = await textsOf(await keptAccess(copyInput()));
    expect(copy).toMatchObject(JSON.parse(single.get('copy.json')!) as object);
    const html = files.get('index.html')!;
    expect(html).toContain('data.json');
    expect(html).not.toMatch(/<(script|link|img|iframe)|copy\.json|(src|href)="https?:\/\/(?!tietosuoja)/);
  });

  it.each(REGISTERS.flatMap((register) => LANGUAGES.map((language) => ({ register, language }))))(
    'of $register in $language satisfies its own schema and reads in that language',
    async ({ register, language }) => {
      const policy = policyOf(register);
      const archive = await archiveOf(copyInput({ policy, language }));
      const files = zippedTexts(archive);
      const fits = validatorOf(files.get('schema.json')!);
      const copy = JSON.parse(files.get('data.json')!) as AccessCopy;
      expect(fits(copy), JSON.stringify(fits.errors)).toBe(true);
      expect(fits({ ...copy, data: [{ ...copy.data[0], category: 'soul' }] })).toBe(false);
      expect(files.get('index.html')).toContain(`<html lang="${language}">`);
      const letter = unzipped(archive).at(-1)!.bytes;
      const { text } = await extractText(new Uint8Array(letter), { mergePages: true });
      for (const part of [policy.controller.name, 'KON-2026-000123']) expect(text).toContain(part);
    },
  );

  it('gives the same bytes each time, dated when the copy was made', async () => {
    const archive = await archiveOf(copyInput());
    expect(archive.equals(await archiveOf(copyInput()))).toBe(true);
    const dates = unzipped(archive).map(({ modified }) => modified * 1000);
    expect(new Set(dates)).toEqual(new Set([madeAt.getTime()]));
  });

  it('comes without a letter once that is gone', async () => {
    const archive = packageArchive({ ...(await opened(copyInput())), letter: null });
    expect([...zippedTexts(await bytesOf(archive)).keys()]).not.toContain('letter.pdf');
  });

  it('keeps what people typed, and lets none of it act', async () => {
    const typed = ['=cmd()', '<img src=x onerror=alert(1)>', '\u202Egnp.exe \u200F', '👩‍👩‍👧 žurnaali', '\uD83D'];
    const files = await filesOf(withData(typed.map((value) => ({ value, category: 'note' }))));
    const { data } = JSON.parse(files.get('data.json')!) as AccessCopy;
    expect(data.filter(({ category }) => category === 'note').map(({ value }) => value)).toEqual(typed);
    expect(files.get('index.html')).not.toContain('<img');
    const rows = parse(files.get('note.csv')!, { bom: true, columns: true, delimiter: ';' }) as {
      value: string;
    }[];
    expect(rows.slice(0, 4).map(({ value }) => value)).toEqual(["'=cmd()", ...typed.slice(1, 4)]);
  });

  it('carries a note of a hundred thousand characters whole', async () => {
    const value = 'Äijä '.repeat(20_000);
    const files = await filesOf(withData([{ value, category: 'note' }]));
    for (const name of ['data.json', 'note.csv', 'index.html']) expect(files.get(name)).toContain(value);
  });

  it('puts a category that fills more than a page on pages of their own, and says so at once', async () => {
    const order = (index: number) => ({
      category: 'order' as const,
      value: { reference: `T-${index}`, lines: [{ product: `Tuote ${index}`, quantity: 2 }] },
    });
    const input = withData(Array.from({ length: 2_000 }, (_, index) => order(index)));
    const files = await filesOf(input);
    const pages = [...files.keys()].filter((name) => name.startsWith('pages/'));
    expect(pages.length).toBeGreaterThanOrEqual(4);
    const index = files.get('index.html')!;
    expect(index).toMatch(new RegExp(`2\\s004 tietoa ${pages.length} sivulla`));
    for (const page of pages) expect(index).toContain(`href="${page}"`);
    const all = pages.map((name) => files.get(name)!).join('');
    for (const { value } of input.data.filter(({ category }) => category === 'order'))
      expect(all).toContain(typeof value === 'object' ? String(value['reference']) : value);
    expect(files.get('order.csv')!.split('\r\n').length).toBeGreaterThan(2_000);
    expect((JSON.parse(files.get('data.json')!) as AccessCopy).data).toHaveLength(input.data.length);
    expect(await textsOf(await keptAccess(input))).toEqual(new Map());
  });

  it('carries files of other systems as they are', async () => {
    const attached = [bytesPart('billing.json', 'application/json', () => Buffer.from('{"a":1}'))];
    const made = { ...(await opened(copyInput())), ...(await keptAccess(copyInput(), attached)) };
    const files = zippedTexts(await bytesOf(packageArchive(made)));
    expect(files.get('files/billing.json')).toBe('{"a":1}');
    expect(files.get('index.html')).toContain('href="files/billing.json"');
  });

  it('says of which system a part is, shows its beginning and links to all of it', async () => {
    const subscriptions = Array.from({ length: 3_000 }, (_, index) => `tilaus ${index}`);
    const returned = [returnedBy('shop', 'Verkkokauppa', { subscriptions })];
    const made = {
      ...(await opened(copyInput())),
      ...(await keptAccess({ ...copyInput(), returned }, systemParts(returned))),
    };
    const files = zippedTexts(await bytesOf(packageArchive(made)));
    const document = JSON.parse(files.get('data.json')!) as AccessCopy;
    expect(validatorOf(files.get('schema.json')!)(document)).toBe(true);
    const [from] = document.fromSystems;
    expect(from).toMatchObject({ system: { text: 'Verkkokauppa' }, file: 'files/system-shop.json' });
    expect(JSON.parse(files.get(from!.file)!)).toMatchObject({ data: { subscriptions } });
    const index = files.get('index.html')!;
    expect(index).toMatch(/Verkkokauppa[^]*tilaus 1999[^]*href="files\/system-shop.json"/);
    expect(index).not.toContain('tilaus 2000');
  });

  it('carries a supplement of one system in pieces, as a page and as a file', async () => {
    const returned = [returnedBy('shop', 'Verkkokauppa', 'ä'.repeat(3_000_000))];
    const { keeper, reader } = pagesInMemory();
    const cover = { language: 'fi', reference: 'X', preparedOn: '2026-11-20' } as const;
    const kept = await keepSupplement(returned, cover, keeper);
    expect(kept.attached[0]!.pages.length).toBeGreaterThan(10);
    const files = zippedTexts(
      await bytesOf(packageArchive({ ...(await opened(copyInput())), kept, reader })),
    );
    expect([...files.keys()]).toEqual(['systems.html', 'files/system-shop.json']);
    expect(files.get('systems.html')).toContain('Verkkokauppa');
    expect((JSON.parse(files.get('files/system-shop.json')!) as { data: string }).data).toHaveLength(
      3_000_000,
    );
  });

  it('is made without holding the data it is made of', async () => {
    const note = 'Kirjattu puhelu, jossa asiakas kertoi toimituksesta. '.repeat(100);
    const { keeper, reader } = pagesInMemory();
    const page = await keeper.keepRows(manyRows(note));
    const peak = await peakOf(await copyOfPages(120, page, reader));
    expect(peak).toBeLessThan(90_000_000);
  });
});

/** A copy whose every page is the same one, so that nothing but the archive itself can take memory. */
async function copyOfPages(
  count: number,
  page: number,
  reader: OpenedPackage['reader'],
): Promise<OpenedPackage> {
  const { kept, ...rest } = await opened(copyInput());
  const pages = Array.from({ length: count }, () => page);
  const data = [{ category: 'note' as const, count: count * 50, columns: ['value'], pages }];
  return { ...rest, kept: { ...kept, data }, reader } as OpenedPackage;
}

function manyRows(value: string) {
  const row = {
    category: 'note',
    categoryName: 'muistiinpanot',
    value,
    record: null,
    providedBy: { code: 'observed', text: 'havaittu' },
    source: { code: 'registration', text: 'Rekisteröinti' },
    obtainedAt: '2026-01-01T00:00:00.000Z',
    replacedAt: null,
    purposes: [],
    legalBasis: { code: 'contract', text: 'sopimus' },
    plannedErasure: { lastDay: null, text: 'ei vielä' },
  };
  return Array.from({ length: 50 }, () => row);
}

/** How far the memory of the process rises while an archive of thirty megabytes of notes is read and thrown away. */
async function peakOf(made: OpenedPackage): Promise<number> {
  const before = process.memoryUsage().rss;
  let peak = 0;
  for await (const piece of packageArchive(made).content()) {
    expect(piece.length).toBeGreaterThan(0);
    peak = Math.max(peak, process.memoryUsage().rss - before);
  }
  return peak;
}

describe('the archive of a portability package', () => {
  it('holds the files of the package as they are, under one name', async () => {
    const input = copyInput();
    const made = await keptPortable(input);
    const archive = packageArchive({
      ...(await opened(input)),
      ...made,
      name: 'KON-2026-000123-portability',
    });
    expect(archive).toMatchObject({
      name: 'KON-2026-000123-portability.zip',
      contentType: 'application/zip',
    });
    const single = await textsOf(made);
    const inside = zippedTexts(await bytesOf(archive));
    expect([...inside]).toEqual([...single]);
    expect([...inside.keys()].at(-1)).toBe('manifest.json');
  });
});
