import { describe, expect, it } from 'vitest';
import { answer, policyOf, TODAY } from '../../../test/support/answers.js';
import { decided, decisions } from '../../../test/support/decisions.js';
import { CONSUMER, CONTACT_PERSON, datum } from '../../../test/support/person-facts.js';
import { renderLetter } from '../../answers/letter.js';
import { LANGUAGES } from '../../domain/category.js';
import { repetition } from '../../domain/repeated-request.js';
import { LastingHashes } from '../../vault/lasting-hashes.js';
import { MasterKey } from '../../vault/master-key.js';

describe('S17 access asked in Swedish', () => {
  it('is answered in Swedish where the notice offers Finnish and English', () => {
    const policy = policyOf('ip-produkter');
    expect(policy.languages).toEqual(['fi', 'en']);
    expect(LANGUAGES).toContain('sv');
    const { text } = renderLetter(answer({ policy, language: 'sv' }));
    expect(text).toContain('Dataombudsmannens byrå');
    expect(text).not.toContain('Tietosuojavaltuutetun toimisto');
  });
});

describe('S18 what access gives', () => {
  const data = policyOf('umacon').categories.map(({ category }) => datum(category));

  it('copies every category the notice lists, the IP log too', () => {
    const given = decisions('access', 'umacon', { data });
    const listed = policyOf('umacon').categories.filter(({ stated }) => stated === 'listed');
    expect(listed).toHaveLength(8);
    for (const { category } of listed) expect(given[category]).toBe('copy');
    expect(new Set(Object.values(given))).toEqual(new Set(['copy']));
  });

  it('says the period as the day that would follow if the relationship ended today', () => {
    const person = { ...CONSUMER, relationshipEnd: TODAY };
    expect(decisions('retention', 'umacon', { person, data: [datum('email')] })).toEqual({
      email: 'keep 2036-11-20',
    });
  });

  it('says no automated decisions are made only where the controller has said so', () => {
    expect(policyOf('nokopa').automatedDecisions.made).toBe(false);
    expect(policyOf('umacon').automatedDecisions.made).toBe('notStated');
  });
});

describe('S27 portability', () => {
  const data = [
    datum('name'),
    datum('email', { basis: 'consent' }),
    datum('order', { providedBy: 'observed' }),
    datum('ip-address', { providedBy: 'observed' }),
    datum('ip-address', { id: 'other-basis', providedBy: 'observed', basis: 'legitimate-interest' }),
    datum('billing-details', { basis: 'legal-obligation' }),
    datum('marketing-profile', { providedBy: 'derived', basis: 'consent' }),
    datum('note', { id: 'credit-assessment', providedBy: 'third-party' }),
    datum('manual-material'),
    datum('note', { recordId: 'paper' }),
    datum('order', { recordId: 'O', providedBy: 'observed' }),
  ];
  const records = [
    { id: 'paper', kind: 'manual-material' as const },
    { id: 'O', kind: 'order' as const, date: '2026-01-02' },
  ];

  it.each(['umacon', 'nummek'] as const)(
    'gives a consumer at %s what they provided, though a notice be silent',
    (register) => {
      const { data: planned } = decided('portability', register, { data, records });
      expect(planned.map(({ datum: id, outcome, rule }) => `${id}: ${outcome} ${rule}`)).toEqual([
        'name: copy portability.copy',
        'email: copy portability.copy',
        'order: copy portability.copy',
        'ip-address: copy portability.copy',
        'other-basis: omit portability.basis',
        'billing-details: omit portability.basis',
        'marketing-profile: omit portability.not-provided',
        'credit-assessment: omit portability.not-provided',
        'manual-material: omit portability.manual-material',
        'note@paper: omit portability.manual-material',
        'order@O: copy portability.copy',
      ]);
    },
  );

  it('is refused to a contact person, who is offered an access copy', () => {
    const contact = { person: CONTACT_PERSON, data, records };
    const { data: planned } = decided('portability', 'umacon', contact);
    expect(new Set(planned.map(({ rule }) => rule))).toEqual(new Set(['portability.contact-person']));
    expect(planned[0]?.reason).toContain('an access copy is offered instead');
    expect(new Set(Object.values(decisions('access', 'umacon', contact)))).toEqual(new Set(['copy']));
  });
});

describe('S28 repetitive access', () => {
  const asked = (receivedOn: string) => ({ right: 'access' as const, asks: 'everything', receivedOn });
  const third = asked(TODAY);
  const earlier = [asked('2026-09-25'), asked('2026-10-20')];

  it('may be refused or charged the third time within sixty days, with the days as proof', () => {
    expect(repetition(third, earlier, null)).toEqual({
      excessive: true,
      askedOn: ['2026-09-25', '2026-10-20', TODAY],
    });
  });

  it('is not excessive the first time after the data changed', () => {
    expect(repetition(third, earlier, '2026-11-01')).toEqual({ excessive: false, askedOn: [TODAY] });
  });
});

describe('S29 a note that names a neighbour', () => {
  it('is given to the person, never held back as a whole, and left out of portability', () => {
    const data = [datum('note', { recordId: 'O', providedBy: 'third-party' }), datum('name')];
    const records = [{ id: 'O', kind: 'order' as const, date: '2026-01-02' }];
    expect(decisions('access', 'umacon', { data, records })).toEqual({ 'note@O': 'copy', name: 'copy' });
    expect(decisions('portability', 'umacon', { data, records })['note@O']).toBe('omit');
  });
});

describe('S32 the same person in two registers', () => {
  it('is found by hashes that have nothing in common', () => {
    const index = new LastingHashes(new MasterKey(Buffer.alloc(32, 7)));
    const hash = (register: string) =>
      index.suppressions(register, 'email', 'aino@esimerkki.example')[0]!.toString('hex');
    expect(hash('umacon')).toBe(hash('umacon'));
    expect(hash('umacon')).not.toBe(hash('ip-produkter'));
  });
});
