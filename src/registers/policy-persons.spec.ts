import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../config/package-root.js';

const folder = join(packageRoot, 'policies');

describe('no person of the notices', () => {
  const texts = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
  const digest = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16);

  it('has a mailbox: every address ends in .example', () => {
    const mailboxes = texts.match(/\S+@\S+/g) ?? [];
    expect(mailboxes.length).toBeGreaterThan(25);
    for (const mailbox of mailboxes) expect(mailbox).toMatch(/\.example$/);
  });

  it('has a phone: every number is of the invented series', () => {
    const phones = [...texts.matchAll(/phone: '(.*)'/g)].map(([, number]) => number);
    expect(phones).toHaveLength(8);
    for (const number of phones) expect(number).toMatch(/^010 000 010\d$/);
  });

  it('has a name: the words of the policies miss every digest of one', () => {
    const names = new Set(NAME_DIGESTS);
    expect(names.size).toBe(10);
    const words = new Set(texts.toLowerCase().match(/\p{L}+/gu));
    expect([...words].filter((word) => names.has(digest(word)))).toEqual([]);
  });

  /** First and last names the notices print, as digests, so that they stand nowhere in the clear. */
  const NAME_DIGESTS = [
    '2a490267a9ed8daa',
    '165ca97799b0376f',
    'd78280ad5745db76',
    '2e786ad2665ceddd',
    'b64422dfe18e99c3',
    '58eac3caa73f1469',
    'd539c3fc39720e54',
    '0448448d7906e917',
    'b162324935087c6b',
    'eee3679e37ece12d',
  ];
});
