import { describe, expect, it } from 'vitest';
import type { Datum } from '../customers/datum.entity.js';
import type { Correction } from './case-file.js';
import { requireDecidable, verdictOn } from './proposal-decisions.js';
import { askedOf, proposalsOf, unneededBy } from './proposals.js';

const datum = (id: string, category: Datum['category'], also: Partial<Datum> = {}) =>
  ({ id, category, recordId: null, supersededAt: null, ...also }) as Datum;

const data = [
  datum('p1', 'phone'),
  datum('p2', 'phone'),
  datum('p0', 'phone', { supersededAt: new Date(0) }),
  datum('e', 'email'),
];
const of = (...corrections: Partial<Correction>[]) =>
  proposalsOf(
    { data },
    { corrections: corrections.map((each) => ({ category: 'phone', value: '+358', grounds: 'g', ...each })) },
  );
const plan = (outcomes: Record<string, string>) =>
  ({
    data: Object.entries(outcomes).map(([id, outcome]) => ({ datum: id, outcome, rule: 'x', holds: [] })),
  }) as never;
const CORRECTABLE = plan({ p1: 'correct', p2: 'correct', e: 'correct' });

describe('a proposal', () => {
  it('is one for each current datum of the category', () => {
    expect(of({}).map(({ id }) => id)).toEqual(['0.p1', '0.p2']);
  });

  it('is about the datum that is named, and about none where it is not held', () => {
    expect(of({ datumId: 'p2' }).map(({ id }) => id)).toEqual(['0.p2']);
    const [unknown] = of({ datumId: 'elsewhere' });
    expect(unknown!.datum).toBeNull();
    expect(verdictOn(unknown!, CORRECTABLE, [], [unknown!])).toMatchObject({
      done: 'nothing',
      reason: 'no-such-datum',
    });
  });

  it('enters what is missing', () => {
    const [proposal] = of({ category: 'www-address', kind: 'complete' });
    expect(verdictOn(proposal!, CORRECTABLE, [], [proposal!]).done).toBe('whole');
  });

  it('gives way to the last word on the same datum, and not to a statement', () => {
    expect(of({}, { datumId: 'p1', value: '+46' }, { kind: 'statement' }).map(({ id }) => id)).toEqual([
      '0.p2',
      '1.p1',
      '2.p1',
      '2.p2',
    ]);
  });

  it('of deletion takes former values along where no present one stays', () => {
    expect([...unneededBy({ data }, of({ kind: 'delete', datumId: 'p1' }))]).toEqual(['p1']);
    expect([...unneededBy({ data }, of({ kind: 'delete' }))]).toEqual(['p1', 'p2', 'p0']);
  });

  it('tells the planner what is altered, erased or only annotated', () => {
    const proposals = of(
      { datumId: 'p1' },
      { kind: 'statement', datumId: 'p2' },
      { kind: 'delete', category: 'email' },
    );
    expect(askedOf({ data }, proposals)).toEqual({
      contested: ['p1', 'p2', 'e'],
      unneeded: ['e'],
      annotated: ['p2'],
    });
  });
});

describe('a decision', () => {
  const refused = { category: 'phone', accepted: false, reason: 'Ei.' } as const;

  it('that names the datum goes before one for the category', () => {
    const proposals = of({});
    const decisions = [{ category: 'phone', accepted: true, reason: null, datumId: 'p2' } as const, refused];
    expect(proposals.map((each) => verdictOn(each, CORRECTABLE, decisions, proposals).done)).toEqual([
      'nothing',
      'whole',
    ]);
  });

  it('never goes against the plan', () => {
    const [proposal] = of({ datumId: 'p1' });
    const accepted = { category: 'phone', accepted: true, reason: null } as const;
    expect(verdictOn(proposal!, plan({ p1: 'keep' }), [accepted], [proposal!]).done).toBe('nothing');
  });

  it('accepts in part with another value and its reason', () => {
    const [proposal] = of({ datumId: 'p1', statement: 'Kiistän tämän.' });
    const inPart = { category: 'phone', accepted: true, value: '+46', reason: 'Näin.' } as const;
    expect(verdictOn(proposal!, CORRECTABLE, [inPart], [proposal!])).toMatchObject({
      done: 'part',
      value: '+46',
      reason: 'Näin.',
      statement: 'Kiistän tämän.',
    });
  });

  it('to refuse leaves the statement to the person', () => {
    const proposals = of({ datumId: 'p1' }, { kind: 'statement', datumId: 'p1', value: 'Kiistän tämän.' });
    expect(proposals.map((each) => verdictOn(each, CORRECTABLE, [refused], proposals).done)).toEqual([
      'nothing',
      'whole',
    ]);
  });

  it('records what was asked and why where staff want it recorded', () => {
    const [proposal] = of({ datumId: 'p1' });
    const recorded = { ...refused, recordStatement: true };
    expect(verdictOn(proposal!, CORRECTABLE, [recorded], [proposal!]).statement).toBe('+358\ng');
  });

  it.each([
    [{ category: 'name', accepted: true }, '/corrections/0/category'],
    [{ category: 'phone', accepted: true, datumId: 'e' }, '/corrections/0/datumId'],
    [{ category: 'phone', accepted: true, proposalId: '7.p1' }, '/corrections/0/proposalId'],
    [{ category: 'phone', accepted: false }, '/corrections/0/reason'],
    [{ category: 'phone', accepted: false, reason: ' ' }, '/corrections/0/reason'],
    [{ category: 'phone', accepted: false, reason: 'Ei.', value: '+46' }, '/corrections/0/value'],
    [{ category: 'phone', accepted: true, value: '+46 40 123' }, '/corrections/0/reason'],
    [{ category: 'phone', accepted: true, value: 'soita', reason: 'Näin.' }, '/corrections/0/value'],
    [{ category: 'phone', accepted: true, reason: 'Näin.' }, '/corrections/0/value'],
    [{ category: 'email', accepted: true, value: 'a@b.example', reason: 'Näin.' }, '/corrections/0/value'],
    [{ category: 'phone', accepted: true, datumId: 'p2' }, '/corrections/0/accepted'],
  ] as const)('that cannot be is refused with its place: %j', (decision, pointer) => {
    const proposals = of({}, { kind: 'delete', category: 'email' });
    const held = plan({ p1: 'correct', p2: 'keep', e: 'erase' });
    expect(() => requireDecidable([decision], proposals, held)).toThrow(
      expect.objectContaining({ detail: expect.objectContaining({ pointer }) }) as Error,
    );
  });

  it('is made once for each proposal', () => {
    const twice = { category: 'phone', accepted: true } as const;
    expect(() => requireDecidable([twice, twice], of({}), CORRECTABLE)).toThrow();
    expect(() => requireDecidable([twice, { ...twice, datumId: 'p1' }], of({}), CORRECTABLE)).not.toThrow();
  });
});
