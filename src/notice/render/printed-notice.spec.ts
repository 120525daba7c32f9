import { extractText, getDocumentProxy } from 'unpdf';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../domain/category.js';
import { privacyNotice } from './privacy-notice.js';
import { processingRecord } from './processing-record.js';
import { type Block, entries, type Paper } from '../../paper/paper.js';
import { paperPdf } from '../../paper/paper-pdf.js';
import { policyOf } from '../../../test/support/answers.js';

const REGISTERS = ['umacon', 'konttorimix', 'nokopa', 'nummek', 'ip-produkter'];
const MADE = new Date('2026-11-20T00:00:00Z');
const each = REGISTERS.flatMap((register) =>
  LANGUAGES.flatMap((language) => [
    { what: 'notice', register, language, paper: privacyNotice(policyOf(register), language) },
    { what: 'record', register, language, paper: processingRecord(policyOf(register), language) },
  ]),
);

/** Everything a paper says, block by block. */
function saidBy(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block): readonly string[] => {
    switch (block.kind) {
      case 'list':
        return block.items;
      case 'facts':
        return block.rows.flat();
      case 'table':
        return [...block.columns, ...block.rows.flat().flatMap(entries)];
      case 'callout':
        return saidBy(block.blocks);
      case 'signature':
        return block.lines;
      case 'link':
        return [block.href];
      case 'links':
        return block.items.map(({ text }) => text);
      default:
        return [block.text];
    }
  });
}

const bare = (text: string) => text.replace(/\s+/g, '');

async function printed(paper: Paper) {
  const bytes = await paperPdf(paper, MADE);
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: true });
  return { source: bytes.toString('latin1'), text };
}

describe('a notice as a PDF', () => {
  it.each(each)(
    'is tagged and says all of it: $what of $register in $language',
    async ({ language, paper }) => {
      const { source, text } = await printed(paper);
      expect(source).toContain('/StructTreeRoot');
      expect(source).toContain('/Marked true');
      expect(source).toContain(`/Lang (${language})`);
      if (language !== 'en') expect(text).toMatch(/ä.*ö|ö.*ä/s);
      if (language === 'sv') expect(text).toContain('å');
      expect(text).not.toContain('[U+');
      // A sentence over a page break has the margins of two pages between its halves, so its words are looked for.
      const words = new Set(text.split(/\s+/));
      const flat = bare(text);
      for (const said of [paper.title, ...paper.sender, ...saidBy(paper.blocks)]) {
        const found = flat.includes(bare(said)) || said.split(/\s+/).every((word) => words.has(word));
        expect(found, said).toBe(true);
      }
    },
  );
});
