import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../domain/category.js';
import { partialErasure } from '../../test/support/answers.js';
import { renderLetter } from '../answers/letter.js';
import { paperOfText } from './paper-of-text.js';

describe('a letter of which only the text was kept', () => {
  it.each(LANGUAGES)('has its letterhead, address, title and sections again in %s', (language) => {
    const { text, subject, paper } = renderLetter(partialErasure({ language, street: 'Esimerkkitie 1' }));
    const again = paperOfText(language, subject, text);
    const headings = (blocks: typeof paper.blocks) =>
      blocks.flatMap((block) => (block.kind === 'heading' ? [block.text] : []));
    expect(again).toMatchObject({ language, title: paper.title, sender: paper.sender });
    expect(again.addressee).toBe(`${paper.addressee}\n${paper.date}`);
    expect(headings(again.blocks)).toEqual(headings(paper.blocks));
  });

  it('is printed whole, whatever it looks like', () => {
    const { title, blocks } = paperOfText('en', 'Subject', 'no heading at all\n\nsecond part\n');
    expect(title).toBe('Subject');
    expect(blocks).toEqual([
      { kind: 'paragraph', text: 'no heading at all' },
      { kind: 'paragraph', text: 'second part' },
    ]);
  });
});
