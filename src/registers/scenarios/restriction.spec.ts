import { describe, expect, it } from 'vitest';
import { decided, decisions } from '../../../test/support/decisions.js';
import { CONSUMER, datum } from '../../../test/support/person-facts.js';
import { CATEGORIES } from '../../domain/category.js';
import { DomainError } from '../../domain/domain-error.js';
import { Wall } from '../../restrictions/wall.js';

const ALL_GROUNDS = ['18(1)(a)', '18(1)(b)', '18(1)(c)', '18(1)(d)'] as const;

describe('S23 restriction and erasure', () => {
  const restricted = (ground: (typeof ALL_GROUNDS)[number]) => ({
    person: { ...CONSUMER, relationshipEnd: '2016-11-30' },
    data: [datum('email')],
    restrictions: [{ ground, categories: null, since: '2026-11-01' }],
  });

  it.each(['18(1)(a)', '18(1)(d)'] as const)('lets an asked erasure pass a restriction by %s', (ground) => {
    expect(decisions('erasure', 'umacon', restricted(ground))).toEqual({ email: 'erase' });
  });

  it.each(['18(1)(b)', '18(1)(c)'] as const)(
    'destroys nothing when restriction was asked instead by %s',
    (ground) => {
      expect(decisions('erasure', 'umacon', restricted(ground))).toEqual({ email: 'keep open ART18' });
    },
  );

  it.each(ALL_GROUNDS)('makes the purge skip %s after the period has passed', (ground) => {
    const purge = decided('retention', 'umacon', restricted(ground), '2026-12-01');
    expect(purge.data[0]).toMatchObject({
      outcome: 'keep',
      keepUntil: null,
      rule: 'hold.ART18',
      holds: ['ART18'],
      citation: 'Art. 18(2) GDPR',
    });
  });

  it('purges once the restriction has been lifted', () => {
    const lifted = { ...restricted('18(1)(b)'), restrictions: [] };
    expect(decisions('retention', 'umacon', lifted, '2026-12-01')).toEqual({ email: 'erase' });
  });

  it('restricts every datum when restriction is asked', () => {
    const data = CATEGORIES.map((category) => datum(category));
    expect(new Set(Object.values(decisions('restriction', 'umacon', { data })))).toEqual(
      new Set(['restrict']),
    );
  });
});

describe('S24 a restricted record', () => {
  const wall = new Wall([{ ground: '18(1)(b)', categories: null, since: '2026-11-01' }]);

  it('is closed to every ordinary use, with the reason', () => {
    const refused = new DomainError('RESTRICTED', { ground: '18(1)(b)', since: '2026-11-01' });
    expect(() => wall.refuseWhole()).toThrow(refused);
    for (const category of CATEGORIES) expect(() => wall.refuse(category)).toThrow(refused);
  });

  it('is left out of a mailing list and counted', () => {
    expect(wall.sift([datum('name'), datum('email')])).toEqual({
      open: [],
      restricted: 2,
    });
  });

  it('is still copied to the person', () => {
    const restrictions = [{ ground: '18(1)(b)' as const, categories: null, since: '2026-11-01' }];
    expect(decisions('access', 'umacon', { data: [datum('email')], restrictions })).toEqual({
      email: 'copy',
    });
  });
});
