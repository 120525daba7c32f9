import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../config/package-root.js';
import { checkNotice } from './check-notice.js';
import { readNotice } from './read-notice.js';

const folder = join(packageRoot, 'test', 'fixtures', 'notices');
const PUBLISHED = readdirSync(folder).filter((name) => name.endsWith('.txt'));
const read = (name: string) => readFileSync(join(folder, name), 'utf8');
const linesOf = async (html: string) => (await readNotice(Buffer.from(html), 'notice.html')).lines;

describe('letters written in two parts', () => {
  it.each(PUBLISHED)('leave the report on %s as it is', async (name) => {
    const composed = await checkNotice(Buffer.from(read(name).normalize('NFC')), name);
    const decomposed = Buffer.from(read(name).normalize('NFD'));
    expect(decomposed).not.toEqual(Buffer.from(read(name)));
    expect(await checkNotice(decomposed, name)).toEqual(composed);
  });

  it('become one letter in a page too, where an entity writes the second part', async () => {
    expect(await linesOf('<h2>Sa&#x308;ilytysaika</h2>')).toEqual([
      { label: 'Säilytysaika', text: '', level: 2 },
    ]);
  });
});

/** A notice of rows as a page: a tab parts the cells, and a row begun with a tab goes on after a page break. */
const asTable = (text: string) => {
  const rows = text.split('\n').filter((line) => line.includes('\t'));
  const cells = (row: string) => row.split('\t').map((cell) => `<td>${cell}</td>`);
  return `<!doctype html><html><body><table>${rows.map((row) => `<tr>${cells(row).join('')}</tr>`).join('\n')}</table></body></html>`;
};

/** In a page, markup is read as markup. */
const OF_THE_PAGE = new Set(['MARKUP_RESIDUE']);

describe('a table that a page break cuts', () => {
  it.each(PUBLISHED)('has the findings of %s as text', async (name) => {
    const codes = async (text: string, file: string) =>
      (await checkNotice(Buffer.from(text), file)).findings
        .map(({ code }) => code)
        .filter((code) => !OF_THE_PAGE.has(code));
    expect(await codes(asTable(read(name)), 'notice.html')).toEqual(await codes(read(name), name));
  });

  it('goes on in the row above where the first cell is empty', async () => {
    const html =
      '<table><tr><td>Evästeet</td><td>Käytämme</td></tr><tr><td> </td><td>evästeitä.</td></tr></table>';
    expect(await linesOf(html)).toEqual([
      { label: 'Evästeet', text: 'Käytämme', level: 0, ends: true },
      { label: '', text: 'evästeitä.', level: 0, ends: true },
    ]);
  });

  it('goes on so without closing tags', async () => {
    const html = '<table><tr><td>Evästeet<td>Käytämme<tr><td><td>evästeitä.</table>';
    expect((await linesOf(html)).map(({ label, text }) => `${label}|${text}`)).toEqual([
      'Evästeet|Käytämme',
      '|evästeitä.',
    ]);
  });

  it('has a margin where an empty cell stands before heading and clause', async () => {
    expect(await linesOf('<table><tr><td></td><td>Evästeet</td><td>Ei.</td></tr></table>')).toEqual([
      { label: 'Evästeet', text: 'Ei.', level: 0, ends: true },
    ]);
  });

  it('loses no text where a heading stands in a cell', async () => {
    expect(await linesOf('<table><tr><td><h2>Evästeet</h2>Ei ole.</td></tr></table>')).toEqual([
      { label: 'Evästeet', text: '', level: 2 },
      { label: null, text: 'Ei ole.' },
    ]);
  });
});
