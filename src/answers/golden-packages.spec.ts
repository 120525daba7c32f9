import { describe, expect, it } from 'vitest';
import { copyInput, policyOf } from '../../test/support/answers.js';
import { keptAccess, keptPortable, textsOf } from '../../test/support/copies.js';
import { REGISTERS } from '../../test/support/decisions.js';
import { LANGUAGES } from '../domain/category.js';

const cases = REGISTERS.flatMap((register) => LANGUAGES.map((language) => ({ register, language })));

/** What a page says, with a line for each of its blocks and rows. */
const read = (html: string) =>
  html
    .replace(/<(style|title)[^]*?<\/\1>/g, '')
    .replace(/<\/(p|h\d|li|tr|dt|dd|caption|div)>/g, '\n')
    .replace(/<\/t[dh]>/g, ' | ')
    .replace(/<[^>]+>/g, '')
    .replace(/[ \t]*\n\s*/g, '\n')
    .trim();

const whole = (files: ReadonlyMap<string, string>) =>
  [...files]
    .filter(([name]) => !name.endsWith('schema.json'))
    .map(([name, text]) => `${'='.repeat(78)}\n${name}\n\n${name.endsWith('.html') ? read(text) : text}\n`)
    .join('\n');

/**
 * The packages of one invented customer, kept whole in `test/golden/packages`: what the page says, the data, the tables
 * and the list of files. Their schema has its own tests.
 */
describe('every package', () => {
  it.each(cases)('of $register in $language reads as it was read last', async ({ register, language }) => {
    const input = copyInput({ policy: policyOf(register), language });
    const files = new Map([
      ...[...(await textsOf(await keptAccess(input)))].map(
        ([name, text]) => [`access/${name}`, text] as const,
      ),
      ...[...(await textsOf(await keptPortable(input)))].map(
        ([name, text]) => [`portability/${name}`, text] as const,
      ),
    ]);
    await expect(whole(files)).toMatchFileSnapshot(`../../test/golden/packages/${register}.${language}.txt`);
  });
});
