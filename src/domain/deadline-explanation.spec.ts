import { describe, expect, it } from 'vitest';
import { deadline } from './deadline.js';

const LAW = '(Art. 12(3) GDPR; Reg. 1182/71 art. 3(2)(c))';

describe('explanation of a deadline', () => {
  it('says little when nothing moves', () => {
    expect(deadline({ received: '2026-11-02' }).explanation).toEqual([
      `Received on 2026-11-02: one month ends on 2026-12-02 ${LAW}.`,
      'The answer is due on 2026-12-02, a working day.',
      'The internal target is 2026-12-02.',
      `Received on 2026-11-02: three months end on 2027-02-02 ${LAW}.`,
      'An extension notified by 2026-12-02 would make it due on 2027-02-02, a working day.',
    ]);
  });

  it('names every free day it passes', () => {
    expect(deadline({ received: '2026-03-03' }).explanation.slice(1, 3)).toEqual([
      'The answer is due on 2026-04-07, the next working day: 2026-04-03 is Good Friday, 2026-04-04 is Saturday, ' +
        '2026-04-05 is Easter Sunday, 2026-04-06 is Easter Monday (Reg. 1182/71 art. 3(4)).',
      'The internal target is 2026-04-02, the last working day before: 2026-04-03 is Good Friday.',
    ]);
  });

  it('tells why the target leaves Christmas Eve alone', () => {
    expect(deadline({ received: '2026-11-24' }).explanation.slice(1, 3)).toEqual([
      'The answer is due on 2026-12-24, a working day.',
      'The internal target is 2026-12-23, the last working day before: 2026-12-24 is Christmas Eve.',
    ]);
  });

  it('tells of a day that the month lacks', () => {
    expect(deadline({ received: '2025-01-31' }).explanation[0]).toBe(
      `Received on 2025-01-31: one month ends on 2025-02-28, the last day of a month without that day ${LAW}.`,
    );
  });

  it.each([
    [
      '2026-11-04',
      '2026-11-11',
      'Asked on 2026-11-04 and answered on 2026-11-11: 7 days are added, to 2026-12-09 (EDPB guidelines 01/2022, 157-159).',
    ],
    [
      '2026-11-09',
      '2026-11-10',
      'Asked on 2026-11-09 and answered on 2026-11-10: 1 day is added, to 2026-12-03 (EDPB guidelines 01/2022, 157-159).',
    ],
    [
      '2026-11-16',
      '2026-11-20',
      'The question of 2026-11-16 came after the fifth working day, 2026-11-09, and suspends nothing.',
    ],
    [
      '2026-11-16',
      null,
      'The question of 2026-11-16 came after the fifth working day, 2026-11-09, and suspends nothing.',
    ],
    ['2026-11-04', null, 'The question of 2026-11-04 is unanswered, so it adds nothing yet.'],
  ])('tells what the question of %s, answered %s, did', (asked, answered, sentence) => {
    const { explanation } = deadline({ received: '2026-11-02', asked, answered });
    expect(explanation[1]).toBe(sentence);
    expect(explanation).toHaveLength(6);
  });

  it('tells of a valid extension', () => {
    const { explanation } = deadline({ received: '2026-11-20', extendedOn: '2026-12-01' });
    expect(explanation.slice(-2)).toEqual([
      `Received on 2026-11-20: three months end on 2027-02-20 ${LAW}.`,
      'Extended by the notice of 2026-12-01, the answer is due on 2027-02-22, the next working day: ' +
        '2027-02-20 is Saturday, 2027-02-21 is Sunday (Reg. 1182/71 art. 3(4)).',
    ]);
  });

  it('counts the suspension in the extended day too', () => {
    const clock = {
      received: '2026-11-02',
      asked: '2026-11-04',
      answered: '2026-11-11',
      extendedOn: '2026-12-01',
    };
    expect(deadline(clock).explanation.at(-1)).toBe(
      'Extended by the notice of 2026-12-01, the answer is due on 2027-02-09, a working day.',
    );
  });

  it('tells of an extension that came too late', () => {
    expect(deadline({ received: '2026-10-12', extendedOn: '2026-11-13' }).explanation.at(-1)).toBe(
      'The extension notice of 2026-11-13 came after 2026-11-12 and is not valid (Art. 12(3) GDPR).',
    );
  });
});
