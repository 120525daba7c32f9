import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { growth } from '../../../test/support/processor-time.js';
import { packageRoot } from '../../config/package-root.js';
import { checkNotice } from './check-notice.js';
import { UnreadableNotice } from './unreadable-notice.js';

const MEGABYTES = 5 * 1024 * 1024;
const filled = (unit: string, size = MEGABYTES) => unit.repeat(Math.ceil(size / unit.length)).slice(0, size);

/** A report or a refusal, and never anything else. */
async function outcome(bytes: Uint8Array | string, name: string): Promise<'report' | 'refused'> {
  try {
    await checkNotice(Buffer.from(bytes), name);
    return 'report';
  } catch (error) {
    if (error instanceof UnreadableNotice) return 'refused';
    throw error;
  }
}

const IN_PROPORTION = 10;

async function expectLinear(text: string, name: string): Promise<void> {
  expect(await growth(text, (part) => outcome(part, name))).toBeLessThan(IN_PROPORTION);
}

describe('large files', () => {
  it.each([
    ['<', filled('<')],
    ['spaces', filled(' ')],
    ['line ends', filled('\n')],
    ['tabs', filled('\t')],
    ['one letter', filled('a')],
    ['one capital', filled('Å')],
    ['short lines', filled('a\n')],
    ['headings', filled('Evästeet\n')],
    ['headings of many parts', filled(`${filled('evästeet ja ', 150)}\n`)],
    ['digits', filled('0 ')],
    ['opened tags', filled('<p ')],
    ['entities', filled('&amp;')],
    ['words of the law', filled('oikeutettu etu sopimus ')],
    ['one endless word', filled('oikeutet')],
    ['almost a sentence', filled('perustuu perusteella ')],
    ['mail signs', filled('a@a')],
    ['unbroken capitals', filled('Ab')],
  ])('of %s take time in proportion, as text and as a page', async (_, text) => {
    await expectLinear(text, 'notice.txt');
    await expectLinear(text, 'notice.html');
    await expectLinear(text.slice(0, 390_000), 'notice.txt');
  });

  it.each([
    ['nested elements', filled('<div>')],
    ['nested emphasis', filled('<b><p>')],
    ['nested tables', filled('<table><tr><td>')],
    ['one tag of many attributes', `<a ${Array.from({ length: 400_000 }, (_, at) => `b${at}`).join(' ')}>`],
    ['an open comment', `<!--${filled('-')}`],
    ['an open script', `<script>${filled('</scrip')}`],
    ['closing tags', filled('</nav>')],
    ['opened menus', filled('<nav>')],
  ])('pages of %s too', async (_, text) => {
    await expectLinear(`<!doctype html><html><body>${text}`, 'notice.html');
  });
});

describe('what is no notice', () => {
  it.each([
    ['nothing', ''],
    ['blanks only', ' \n\t\n '],
    ['no words', '12345 — 67890'],
    ['bytes of an image', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])],
    ['zeros', Buffer.alloc(2000)],
    ['a PDF cut short', '%PDF-1.7\n1 0 obj\n<</Type/Catalog'],
    ['a PDF of rubbish', `%PDF-1.4\n${filled('xref trailer ', 20_000)}`],
    ['more than 10 MB', Buffer.alloc(10 * 1024 * 1024 + 1, 'a')],
    ['a page without text', '<html><body><script>let a = "b";</script></body></html>'],
  ])('is refused: %s', async (_, bytes) => {
    expect(await outcome(bytes, 'notice.txt')).toBe('refused');
  });

  it('never repeats what stood in the file', async () => {
    await expect(checkNotice(Buffer.from('%PDF-1.4 salainen-sana'), 'salainen.pdf')).rejects.not.toThrow(
      /salainen/,
    );
  });
});

describe('any text', () => {
  const UMACON = readFileSync(join(packageRoot, 'test', 'fixtures', 'notices', 'umacon.txt'), 'utf8');
  const WORDS = UMACON.split(/(?<=[\s<>])/);

  it('ends in a report or a refusal', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.constantFrom(...WORDS), { maxLength: 300 }).map((words) => words.join('')),
    );
    await fc.assert(
      fc.asyncProperty(text, fc.constantFrom('a.txt', 'a.html', 'a.md', 'a.pdf'), async (content, name) => {
        expect(['report', 'refused']).toContain(await outcome(content, name));
      }),
      { numRuns: 150 },
    );
  });

  it('ends so for any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 500 }), async (bytes) => {
        expect(['report', 'refused']).toContain(await outcome(bytes, 'a.txt'));
      }),
      { numRuns: 150 },
    );
  });

  it('hands on no word of a notice that is not a heading, a company or an address', async () => {
    const secret = 'Wxyzq';
    const text = UMACON.replaceAll('asiakas', secret).replace(
      'Asiakasrekisteri - tieto',
      `${secret} - tieto`,
    );
    expect(JSON.stringify(await checkNotice(Buffer.from(text), 'a.txt'))).not.toMatch(/wxyzq/i);
  });
});
