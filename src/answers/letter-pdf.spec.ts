import { extractText, getDocumentProxy } from 'unpdf';
import { describe, expect, it } from 'vitest';
import {
  CORRECTION,
  line,
  partialErasure,
  partialRectification,
  policyOf,
} from '../../test/support/answers.js';
import { type Language, LANGUAGES } from '../domain/category.js';
import { REGISTERS } from '../../test/support/decisions.js';
import { paperPdf } from '../paper/paper-pdf.js';
import type { Answer } from './answer.js';
import { renderLetter } from './letter.js';

const MADE = new Date('2026-11-20T08:00:00Z');
const bytesOf = (answer: Answer) => paperPdf(renderLetter(answer).paper, MADE);
const opened = async (answer: Answer) => getDocumentProxy(new Uint8Array(await bytesOf(answer)));
async function printed(answer: Answer): Promise<string> {
  const { text } = await extractText(await opened(answer), { mergePages: true });
  return text.replace(/\s+/g, ' ');
}

const SAYS: Record<Language, readonly string[]> = {
  fi: [
    'Päätös tietosuojapyyntöösi',
    'Oikeus poistaa tiedot (tietosuoja-asetuksen 17 artikla)',
    'Poistetut tiedot',
    'Joka tapauksessa 31.12.2032 asti',
    'kirjanpitolain (1336/1997) 2 luvun 10 §',
    'Lintulahdenkuja 4, 00530 Helsinki',
    'Sivu 1/',
  ],
  sv: [
    'Beslut om din begäran om personuppgifter',
    'Raderade uppgifter',
    'I varje fall till och med 31.12.2032',
    '2 kap. 10 § i bokföringslagen (1336/1997)',
    'Fågelviksgränden 4, 00530 Helsingfors',
    'Sida 1/',
  ],
  en: [
    'Decision on your data protection request',
    'Erased data',
    'In any case until 31 December 2032',
    'chapter 2, section 10 of the Accounting Act (1336/1997)',
    'Lintulahdenkuja 4, 00530 Helsinki',
    'Page 1 of',
  ],
};

const addressee = 'Åke Öhman-Šimková, Žaneta ja Äidin säätiö';
const cases = REGISTERS.flatMap((register) => LANGUAGES.map((language) => ({ register, language })));

describe('the printed letter of a decision', () => {
  it.each(cases)('of $register says in $language what was decided', async ({ register, language }) => {
    const policy = policyOf(register);
    const street = 'Žurnaalitie 5, 00100 Helsinki';
    const letter = partialErasure({ policy, language, addressee, street });
    const pdf = await opened(letter);
    const { info } = await pdf.getMetadata();
    expect(info).toMatchObject({ Title: renderLetter(letter).paper.title, Language: language });
    const text = await printed(letter);
    const ours = [policy.controller.name, policy.registerName[language], 'KON-2026-000123', addressee];
    for (const part of [...SAYS[language], ...ours, 'Žurnaalitie 5', '00100 Helsinki'])
      expect(text).toContain(part);
    expect(text).not.toMatch(/\[U\+|\bundefined\b|\bnull\b|\{/);
  });

  it('is tagged, so that it can be read aloud', async () => {
    const source = (await bytesOf(partialErasure())).toString('latin1');
    for (const part of ['/StructTreeRoot', '/Marked true', '/Lang (fi)', '/DisplayDocTitle true'])
      expect(source).toContain(part);
    expect(source).toMatch(/pdfuaid:part>1</);
    const page = await (await opened(partialErasure())).getPage(1);
    const tree = JSON.stringify(await page.getStructTree());
    for (const tag of ['H1', 'H2', 'Table', 'TH', 'TD', 'P']) expect(tree).toContain(`"role":"${tag}"`);
  });

  it('says everything the text says', async () => {
    const letter = partialRectification({ language: 'sv', policy: policyOf('ip-produkter') });
    const text = await printed(letter);
    for (const words of renderLetter(letter)
      .text.split(/\s+/)
      .filter((each) => /^\p{L}{3,}$/u.test(each)))
      expect(text).toContain(words);
  });

  it('breaks the address for the envelope, and nothing else', async () => {
    const page = await (await opened(partialErasure({ street: 'Kuja 1, 00100 Helsinki' }))).getPage(1);
    const { items } = await page.getTextContent();
    const lines = (items as { str: string }[]).map(({ str }) => str.trim());
    expect(lines).toEqual(expect.arrayContaining(['Kuja 1', '00100 Helsinki']));
  });

  it('survives what people type', async () => {
    const typed = '<b>=cmd()</b> \u202Egnp.exe \u200F 👩‍👩‍👧 \uD83D 王 %PDF- ) Tj (\n\n\ttab';
    const corrections = [
      {
        ...CORRECTION,
        category: 'note' as const,
        before: typed,
        asked: `${'x'.repeat(50_000)} ${'y '.repeat(20_000)} ${typed}`,
      },
    ].map((each) => ({ ...each, reason: typed }));
    const text = await printed(partialRectification({ addressee: typed, corrections }));
    for (const part of ['<b>=cmd()</b>', '[U+1F469]', '[U+738B]', ') Tj (']) expect(text).toContain(part);
  });

  it('names two hundred records, and tells of more by their number and their days', async () => {
    const orders = (count: number) =>
      Array.from({ length: count }, (_, index) =>
        line({
          category: 'order',
          record: { kind: 'order', date: index === 7 ? '2019-02-01' : '2025-01-02', reference: `T-${index}` },
        }),
      );
    const few = await printed(partialErasure({ lines: orders(200) }));
    for (const index of [0, 99, 199]) expect(few).toContain(`(T-${index})`);
    const many = await printed(partialErasure({ lines: orders(100_000) }));
    expect(many.replace(/\s/g, ' ')).toContain(
      'Tilaus, 100 000 kpl ajalta 1.2.2019–2.1.2025: tilaustiedot (100000)',
    );
  });
});
