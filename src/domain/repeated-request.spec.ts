import { describe, expect, it } from 'vitest';
import { type AskedRequest, repetition } from './repeated-request.js';

const asked = (receivedOn: string, more: Partial<AskedRequest> = {}): AskedRequest => ({
  right: 'access',
  asks: 'everything',
  receivedOn,
  ...more,
});
const TODAY = asked('2026-11-20');

describe('a repeated request', () => {
  it('is excessive the third time within sixty days, not the second', () => {
    expect(repetition(TODAY, [asked('2026-11-01')], null)).toEqual({
      excessive: false,
      askedOn: ['2026-11-01', '2026-11-20'],
    });
    expect(repetition(TODAY, [asked('2026-11-10'), asked('2026-11-01')], null)).toEqual({
      excessive: true,
      askedOn: ['2026-11-01', '2026-11-10', '2026-11-20'],
    });
  });

  it.each([
    ['2026-09-21', true, 'the sixtieth day'],
    ['2026-09-20', false, 'a day earlier'],
    ['2026-11-20', true, 'the same day'],
    ['2026-11-21', false, 'a later day'],
  ])('counts one of %s: %s (%s)', (first, excessive) => {
    expect(repetition(TODAY, [asked(first), asked('2026-11-10')], null).excessive).toBe(excessive);
  });

  it.each([
    ['2026-10-31', true, 'before the first'],
    ['2026-11-01', false, 'on the day of the first'],
    ['2026-11-19', false, 'after both'],
  ])('starts anew when the data changed on %s: excessive %s (%s)', (changedOn, excessive) => {
    const earlier = [asked('2026-11-01'), asked('2026-11-10')];
    expect(repetition(TODAY, earlier, changedOn).excessive).toBe(excessive);
  });

  it.each<[Partial<AskedRequest>, string]>([
    [{ asks: 'orders' }, 'something else'],
    [{ right: 'portability' }, 'another right'],
  ])('is not identical when it asks for %j (%s)', (more) => {
    const earlier = [asked('2026-11-01', more), asked('2026-11-10')];
    expect(repetition(TODAY, earlier, null)).toEqual({
      excessive: false,
      askedOn: ['2026-11-10', '2026-11-20'],
    });
  });

  it('to stop marketing is never excessive', () => {
    const objections = ['2026-11-01', '2026-11-02', '2026-11-03', '2026-11-04'].map((day) =>
      asked(day, { right: 'objection' }),
    );
    expect(repetition(objections[3]!, objections.slice(0, 3), null)).toEqual({
      excessive: false,
      askedOn: ['2026-11-01', '2026-11-02', '2026-11-03', '2026-11-04'],
    });
  });
});
