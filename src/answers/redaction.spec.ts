import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../domain/category.js';
import { redacted } from './redaction.js';

const redaction = { datumId: 'd1', text: 'Kalle', reason: 'Kertoo naapurista' };

describe('a part that tells of somebody else', () => {
  it('goes wherever it stands, also within a record', () => {
    const value = { reference: 'A-1', lines: [{ text: 'Kalle soitti, Kalle valitti' }], count: 2 };
    expect(redacted(value, redaction, 'fi')).toEqual({
      reference: 'A-1',
      lines: [{ text: '[poistettu: Kertoo naapurista] soitti, [poistettu: Kertoo naapurista] valitti' }],
      count: 2,
    });
  });

  it('is taken as written, and so is the reason', () => {
    const odd = { datumId: 'd1', text: 'a.*$', reason: 'Because $& {x} <b>' };
    expect(redacted('abc a.*$', odd, 'en')).toBe('abc [removed: Because $& {x} <b>]');
  });

  it.each(LANGUAGES)('may be the whole datum, and leaves its reason in %s', (language) => {
    const whole = redacted({ any: 'thing' }, { ...redaction, text: null }, language);
    expect(whole).toMatch(/^\[(poistettu|borttaget|removed): Kertoo naapurista\]$/);
  });
});
