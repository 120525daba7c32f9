import { describe, expect, it } from 'vitest';
import { answer, line, partialErasure, policyOf } from '../../test/support/answers.js';
import { LANGUAGES } from '../domain/category.js';
import type { Answer } from './answer.js';
import { renderLetter } from './letter.js';

const erasure = (changes: Partial<Answer> = {}) =>
  answer({ right: 'erasure', language: 'en', lines: [line()], ...changes });
const text = (changes: Partial<Answer>) => renderLetter(erasure(changes)).text.replace(/\s+/g, ' ');
const order = line({ category: 'order', outcome: 'anonymise', rule: 'erasure.anonymised' });
const kept = line({
  outcome: 'keep',
  rule: 'hold.STATUTORY_VOUCHER',
  holds: ['STATUTORY_VOUCHER'],
  keepUntil: '2032-12-31',
});

describe('a letter to who demanded anonymisation', () => {
  it('says what became figures, what was erased instead and what is kept as it is', () => {
    const told = text({ demand: 'anonymisation', lines: [order, line(), kept], state: 'partly-fulfilled' });
    expect(told).toContain('You asked for your data to be anonymised');
    expect(told).toContain('groups of fewer than five persons are not shown');
    expect(told).toContain('We have therefore erased them instead');
    expect(told).toContain('cannot be anonymised before their storage period ends');
    expect(told).toContain('Muut henkilötietojen käsittelyyn liittyvät oikeudet');
  });

  it('claims no figures where there are none', () => {
    const told = text({ demand: 'anonymisation' });
    expect(told).toContain('no orders that could now be turned into anonymous figures');
    expect(told).not.toContain('groups of fewer');
    expect(told).not.toContain('cannot be anonymised before');
  });

  it('cites no clause that the notice does not have', () => {
    const policy = policyOf('konttorimix');
    const silent = {
      ...policy,
      erasure: { ...policy.erasure, anonymisation: 'notStated', totalOblivion: 'notStated' },
    } as const;
    for (const demand of ['anonymisation', 'oblivion'] as const)
      expect(text({ demand, policy: silent })).not.toContain('names this possibility');
    expect(text({ demand: 'anonymisation', policy: silent })).toContain('We keep no anonymous statistics');
  });
});

describe('a letter to who demanded complete oblivion', () => {
  it('says that nothing is left, except for what it names', () => {
    const told = text({ demand: 'oblivion' });
    expect(told).toContain('Nothing about you is left in the register');
    expect(told).toContain('The papers of this request: 3 years after the matter was closed');
    expect(told).toContain('needed to respect the prohibition of direct marketing');
    expect(told).toContain('A note of the erasure without your name');
    expect(told).not.toContain('Backups');
    expect(told).not.toContain('The copy of your data');
  });

  it('names the last day of what is kept, and of backups and copies where there are any', () => {
    const policy = { ...policyOf('konttorimix'), backups: { period: 'P35D', cite: 'decision' } };
    const lines = [line(), kept];
    const told = text({ demand: 'oblivion', lines, state: 'partly-fulfilled', policy, copyKept: true });
    expect(told).toContain('We cannot forget you altogether yet');
    expect(told).toContain('The data this letter lists as kept: until 31 December 2032 at the latest');
    expect(told).toContain('Backups, from which your data vanish by 25 December 2026');
    expect(told).toContain('The copy of your data delivered to you: 60 days after delivery');
  });

  it('gives no date while something is kept without a known end', () => {
    const open = partialErasure({ demand: 'oblivion', language: 'en' });
    expect(renderLetter(open).text.replace(/\s+/g, ' ')).toContain('for as long as the letter says');
  });
});

describe('a letter of an erasure', () => {
  it.each(LANGUAGES)(
    'tells of certificate and backups in %s, and answers no demand that was not made',
    (language) => {
      const policy = { ...policyOf('konttorimix'), backups: { period: 'P35D', cite: 'decision' } };
      const told = text({ language, policy });
      expect(told).toMatch(/todistuksen|intyg över raderingen|certificate of the erasure/);
      expect(told).toMatch(/25\.12\.2026|25 December 2026/);
      expect(told).not.toMatch(/anonymis|unohde|bortglömd|forgotten/i);
    },
  );

  it('offers no certificate where nothing was erased', () => {
    expect(text({ lines: [kept], state: 'refused' })).not.toContain('certificate');
  });
});
