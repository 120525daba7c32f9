import { extractText, getDocumentProxy } from 'unpdf';
import { describe, expect, it } from 'vitest';
import { type Block, heading, type Paper, paragraph } from './paper.js';
import { paperPdf } from './paper-pdf.js';
import { PAGE } from './pdf-style.js';

const MADE = new Date('2026-11-20T00:00:00Z');

const paper = (blocks: readonly Block[], changes: Partial<Paper> = {}): Paper => ({
  language: 'fi',
  subject: 'Päätös',
  title: 'Päätös tietosuojapyyntöösi',
  sender: ['Esimerkki Oy', 'Y-tunnus 1234567-1'],
  addressee: null,
  date: null,
  blocks,
  ...changes,
});

const bytesOf = (blocks: readonly Block[], changes?: Partial<Paper>) =>
  paperPdf(paper(blocks, changes), MADE);
const opened = async (blocks: readonly Block[], changes?: Partial<Paper>) =>
  getDocumentProxy(new Uint8Array(await bytesOf(blocks, changes)));

async function textOf(blocks: readonly Block[], changes?: Partial<Paper>): Promise<string> {
  const { text } = await extractText(await opened(blocks, changes), { mergePages: true });
  return text.replace(/\s+/g, ' ');
}

interface TagNode {
  readonly role?: string;
  readonly children?: readonly TagNode[];
}

/** The tags of every page, in reading order. */
async function tagsOf(blocks: readonly Block[]): Promise<string[]> {
  const pdf = await opened(blocks);
  const tags: string[] = [];
  const walk = (node: TagNode | null): void => {
    if (node?.role) tags.push(node.role);
    node?.children?.forEach(walk);
  };
  for (let number = 1; number <= pdf.numPages; number++) {
    walk((await (await pdf.getPage(number)).getStructTree()) as TagNode | null);
  }
  return tags;
}

const numbered = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const longTable = (rows: number): Block => ({
  kind: 'table',
  columns: ['Tieto', 'Säilytysaika'],
  rows: numbered(rows).map((row) => [`Rivi ${row}`, `Aika ${row}`]),
});

const EVERYTHING: readonly Block[] = [
  heading('Otsikko'),
  { kind: 'subheading', text: 'Väliotsikko' },
  paragraph('Kappale'),
  { kind: 'list', items: ['Yksi', 'Kaksi'] },
  { kind: 'facts', rows: [['Viite', 'KON-2026-000123']] },
  longTable(2),
  { kind: 'callout', blocks: [paragraph('Kehys')] },
  { kind: 'link', href: 'https://portal.example/package/abc' },
  { kind: 'code', text: '12345678' },
  { kind: 'signature', lines: ['20.11.2026', 'Päätöksen tekijä'] },
  { kind: 'small', text: 'Pieni' },
];

describe('a printed paper', () => {
  it('is tagged, and tells its language, its title and what it conforms to', async () => {
    const source = (await bytesOf(EVERYTHING)).toString('latin1');
    expect(source).toContain('/StructTreeRoot');
    expect(source).toMatch(/\/MarkInfo \d+ 0 R/);
    expect(source).toMatch(/\/Marked true/);
    expect(source).toContain('/Lang (fi)');
    expect(source).toContain('/DisplayDocTitle true');
    expect(source).toMatch(/pdfuaid:part>1</);
    const { info } = await (await opened(EVERYTHING)).getMetadata();
    expect((info as { Title: string }).Title).toBe('Päätös tietosuojapyyntöösi');
  });

  it('tells a screen reader what is a heading, a list, a table, its heads and a link', async () => {
    const tags = await tagsOf(EVERYTHING);
    expect(tags.slice(0, 6)).toEqual(['Root', 'Document', 'P', 'H1', 'H2', 'H3']);
    for (const tag of ['L', 'LI', 'LBody', 'Table', 'THead', 'TBody', 'TR', 'TD', 'Link'])
      expect(tags, tag).toContain(tag);
    const source = (await bytesOf(EVERYTHING)).toString('latin1');
    expect(source.match(/\/Scope \/Column/g)).toHaveLength(2);
    // One head for the row of facts, one for each row of the table.
    expect(source.match(/\/Scope \/Row/g)).toHaveLength(3);
  });

  it('prints every block', async () => {
    const text = await textOf(EVERYTHING, {
      addressee: 'Aino Esimerkki\nEsimerkkitie 1',
      date: '20.11.2026',
    });
    const said = [
      'Otsikko',
      'Väliotsikko',
      'Kappale',
      'Kaksi',
      'KON-2026-000123',
      'Rivi 2',
      'Kehys',
      '12345678',
    ];
    for (const words of [
      ...said,
      'package/abc',
      'Päätöksen tekijä',
      'Pieni',
      'Aino Esimerkki',
      'Esimerkkitie 1',
    ])
      expect(text).toContain(words);
  });

  it('keeps the letters of every language people here have names in', async () => {
    const names = 'Åke Öhman, Žaneta Šimková, Áilu Ŋiillas Đuoŋgá, Nguyễn, Łukasz, Ольга, Ελένη';
    expect(await textOf([paragraph(names)])).toContain(names);
  });

  it('joins a letter and its accent, however they were typed', async () => {
    expect(await textOf([paragraph('a\u0308ko\u0308')])).toContain('äkö');
  });

  it('shows a sign the font lacks by its number, so that nothing vanishes unseen', async () => {
    expect(await textOf([heading('王さん'), paragraph('Terveisin 王')])).toContain('Terveisin [U+738B]');
    expect(await textOf([heading('王さん')])).toContain('[U+738B][U+3055][U+3093]');
  });

  it('repeats the heads of a table on each page, for the eye only', async () => {
    const pdf = await opened([longTable(90)]);
    expect(pdf.numPages).toBeGreaterThan(2);
    const { text } = await extractText(pdf, { mergePages: false });
    for (const page of text) expect(page).toContain('Säilytysaika');
    const tags = await tagsOf([longTable(90)]);
    expect(tags.filter((tag) => tag === 'THead')).toHaveLength(1);
    for (const row of numbered(90)) expect(text.join(' ')).toContain(`Aika ${row}`);
  });

  it('carries a cell higher than a page over, and loses no word of it', async () => {
    const words = numbered(3_000).map((word) => `sana${word}`);
    const text = await textOf([{ kind: 'table', columns: ['A', 'B'], rows: [['Pitkä', words.join(' ')]] }]);
    for (const word of words) expect(text).toContain(word);
  });

  it('never leaves the last row or a heading alone', async () => {
    for (let lines = 30; lines < 50; lines++) {
      const pdf = await opened([
        { kind: 'list', items: numbered(lines).map((line) => `Kohta ${line}`) },
        heading('Viimeinen otsikko'),
        longTable(3),
      ]);
      const { text } = await extractText(pdf, { mergePages: false });
      const page = text.find((each) => each.includes('Viimeinen otsikko'));
      for (const row of ['Rivi 1', 'Rivi 2', 'Rivi 3']) expect(page, `${lines} lines`).toContain(row);
    }
  });

  it('leaves the small print alone on no page', async () => {
    for (let lines = 34; lines < 46; lines++) {
      const pdf = await opened([
        { kind: 'list', items: numbered(lines).map((line) => `Kohta ${line}`) },
        paragraph('Viimeinen kappale'),
        { kind: 'small', text: 'Pieni teksti' },
      ]);
      const { text } = await extractText(pdf, { mergePages: false });
      const page = text.find((each) => each.includes('Pieni teksti'));
      expect(page, `${lines} lines`).toContain('Viimeinen kappale');
    }
  });

  it('cuts a word wider than the page rather than print it over the edge', async () => {
    const pdf = await opened([
      paragraph('x'.repeat(400)),
      { kind: 'table', columns: ['A', 'B'], rows: [['y'.repeat(300), 'z'.repeat(300)]] },
      { kind: 'callout', blocks: [paragraph('w'.repeat(300))] },
    ]);
    const { items } = await (await pdf.getPage(1)).getTextContent();
    for (const item of items as { transform: number[]; width: number }[]) {
      expect(item.transform[4]! + item.width).toBeLessThanOrEqual(PAGE.width - PAGE.right + 1);
    }
  });

  it('numbers its pages', async () => {
    const { text } = await extractText(await opened([longTable(90)]), { mergePages: false });
    text.forEach((page, index) => expect(page).toContain(`Sivu ${index + 1}/${text.length}`));
  });

  it('gives the same bytes for the same paper of the same day', async () => {
    expect((await bytesOf(EVERYTHING)).equals(await bytesOf(EVERYTHING))).toBe(true);
  });
});
