import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvRows } from './csv-rows.js';
import type { Columns } from './import-columns.js';
import { MAX_LINE_LENGTH } from './physical-lines.js';

const COLUMNS: Columns = { id: { use: 'key', required: true }, text: { use: 'content' } };

async function rowsOf(chunks: readonly (string | Buffer)[]) {
  const rows = [];
  for await (const row of csvRows(Readable.from(chunks), COLUMNS)) rows.push(row);
  return rows;
}

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

describe('the rows of a file', () => {
  it('are the same however the bytes arrive', async () => {
    const file = Buffer.from('\uFEFFid;text\r\n1;"ääkköset; ""ja""\nrivi"\r\n2;Åbo\r\n');
    const whole = await rowsOf([file]);
    expect(whole).toEqual([
      { line: 2, cells: { id: '1', text: 'ääkköset; "ja"\nrivi' } },
      { line: 4, cells: { id: '2', text: 'Åbo' } },
    ]);
    expect(await rowsOf([...file].map((byte) => Buffer.of(byte)))).toEqual(whole);
  });

  it('come through whatever any text says, quoted', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 50 }).filter((cell) => !/[\p{C}\r\n]/u.test(cell));
    await fc.assert(
      fc.asyncProperty(fc.array(text, { maxLength: 20 }), async (texts) => {
        const lines = texts.map((cell, at) => `${at},${quoted(cell)}`);
        const rows = await rowsOf([['id,text', ...lines].join('\n')]);
        expect(rows).toEqual(
          texts.map((cell, at) => ({ line: at + 2, cells: { id: String(at), text: cell.trim() } })),
        );
      }),
    );
  });

  it('survive any rubbish around them', async () => {
    const rubbish = fc
      .string({ maxLength: 30 })
      .map((line) => line.replace(/[\r\n]/g, ' '))
      .filter((line) => (line.match(/"/g) ?? []).length < 2);
    await fc.assert(
      fc.asyncProperty(fc.array(rubbish, { maxLength: 10 }), async (lines) => {
        const mixed = lines.flatMap((line, at) => [line, `good-${at};ok`]);
        const rows = await rowsOf([['id;text', ...mixed].join('\n')]);
        const kept = rows.flatMap((row) => ('cells' in row ? [row.cells['id']!] : []));
        const good = lines.map((_, at) => `good-${at}`);
        // Two lone quotation marks can frame lines between them; then the row they make is told as one that does not fit.
        const framed = lines.filter((line) => line.includes('"')).length > 1;
        if (!framed) expect(kept.filter((id) => id.startsWith('good-'))).toEqual(good);
      }),
    );
  });

  it('are bounded: what never ends is one bad line', async () => {
    const endless = Array.from({ length: 20 }, () => 'x'.repeat(MAX_LINE_LENGTH / 4));
    expect(await rowsOf(['id;text\n1;', ...endless, '\n2;ok\n'])).toEqual([
      { line: 2, problem: 'LINE_TOO_LONG' },
      { line: 3, cells: { id: '2', text: 'ok' } },
    ]);
  });
});
