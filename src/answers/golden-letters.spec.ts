import { describe, expect, it } from 'vitest';
import { REGISTERS } from '../../test/support/decisions.js';
import { decisionLetters, otherLetters } from '../../test/support/sample-letters.js';
import { type Language, LANGUAGES } from '../domain/category.js';
import type { Letter } from './answer.js';

const cases = REGISTERS.flatMap((register) => LANGUAGES.map((language) => ({ register, language })));

/** What the policy of a register has a say in; the other letters differ by the letterhead alone. */
const OF_EVERY_REGISTER = ['a copy', 'S01', 'S09', 'S22', 'S27'];

function lettersOf(register: string, language: Language): [string, Letter][] {
  const decisions = [...decisionLetters(register, language)];
  return register === 'konttorimix'
    ? [...decisions, ...otherLetters(register, language)]
    : decisions.filter(([name]) => OF_EVERY_REGISTER.includes(name.split(',')[0]!));
}

/** One after the other, as a reader would lay them out. */
const whole = (letters: readonly [string, Letter][]) =>
  letters
    .map(([name, { subject, text }]) => `${'='.repeat(78)}\n${name}\n[${subject}]\n\n${text.trim()}\n`)
    .join('\n');

/**
 * The words that people get, kept whole in `test/golden/letters`. A change of a text, a rule or a policy shows there as
 * a difference to be read before it is taken (`vitest run src/answers/golden-letters.spec.ts -u`).
 */
describe('every letter', () => {
  it.each(cases)('of $register in $language reads as it was read last', async ({ register, language }) => {
    const file = `../../test/golden/letters/${register}.${language}.txt`;
    await expect(whole(lettersOf(register, language))).toMatchFileSnapshot(file);
  });
});
