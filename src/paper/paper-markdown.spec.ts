import { describe, expect, it } from 'vitest';
import { type Block, heading, type Paper, paragraph } from './paper.js';
import { paperMarkdown } from './paper-markdown.js';

const paper = (blocks: readonly Block[]): Paper => ({
  language: 'en',
  subject: 'Notice',
  title: 'Notice',
  sender: ['Example Ltd', 'Street 1'],
  addressee: null,
  date: null,
  blocks,
});
const written = (...blocks: Block[]) =>
  paperMarkdown(paper(blocks)).replace('# Notice\n\n**Example Ltd**  \nStreet 1\n\n', '');

describe('a paper in Markdown', () => {
  it('writes each block as Markdown has it', () => {
    expect(written(heading('1. Data', 'data'), { kind: 'subheading', text: 'More' }, paragraph('Text'))).toBe(
      '## 1. Data\n\n### More\n\nText\n',
    );
    expect(written({ kind: 'list', items: ['one', 'two'] })).toBe('- one\n- two\n');
    expect(written({ kind: 'callout', blocks: [paragraph('one'), paragraph('two')] })).toBe(
      '> one\n>\n> two\n',
    );
  });

  it('keeps a cell with several entries and a bar in one cell', () => {
    const table: Block = { kind: 'table', columns: ['A', 'B'], rows: [['x|y', ['one', 'two']]] };
    expect(written(table)).toBe('| A | B |\n| --- | --- |\n| x\\|y | one<br>two |\n');
  });

  it('lets addresses be followed', () => {
    const facts: Block = {
      kind: 'facts',
      rows: [
        ['E-mail', 'a_b@example.example'],
        ['Web', 'https://example.example'],
        ['Phone', '010 1'],
      ],
    };
    expect(written(facts)).toBe(
      '- **E-mail:** <a_b@example.example>\n- **Web:** <https://example.example>\n- **Phone:** 010 1\n',
    );
  });

  it('leaves text text, whatever signs are in it', () => {
    expect(written(paragraph('# 1 * 2 _x_ <b>'))).toBe('\\# 1 \\* 2 \\_x\\_ \\<b\\>\n');
    expect(written(paragraph('3. May'), paragraph('- no list'))).toBe('3\\. May\n\n\\- no list\n');
  });
});
