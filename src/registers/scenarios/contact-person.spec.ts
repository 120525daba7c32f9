import { describe, expect, it } from 'vitest';
import { decided, decisions } from '../../../test/support/decisions.js';
import { CONTACT_PERSON, datum, invoice } from '../../../test/support/person-facts.js';

const workContacts = [
  datum('name', { basis: 'legitimate-interest' }),
  datum('organisation', { basis: 'legitimate-interest' }),
  datum('email', { basis: 'legitimate-interest' }),
  datum('phone', { basis: 'legitimate-interest' }),
  datum('phone', { id: 'private-phone', basis: 'consent' }),
];
const active = { person: CONTACT_PERSON, data: workContacts };
const partlyKept = {
  name: 'keep open ACTIVE_CONTACT_ROLE',
  organisation: 'keep open ACTIVE_CONTACT_ROLE',
  email: 'keep open ACTIVE_CONTACT_ROLE',
  phone: 'keep open ACTIVE_CONTACT_ROLE',
  'private-phone': 'erase',
};

describe('S09 an active contact person asks for erasure', () => {
  it('keeps what an active role needs, with basis and clause, and erases the private number', () => {
    expect(decisions('erasure', 'ip-produkter', active)).toEqual(partlyKept);
    const { data } = decided('erasure', 'ip-produkter', active);
    expect(data[0]?.citation).toBe('Art. 6(1)(f), 17(1)(a) GDPR; notice, Vastustamisoikeus');
    expect(data[4]?.citation).toBe('Art. 17(1) GDPR');
  });

  it('restricts it at once when the erasure is read as an objection, and stops marketing', () => {
    const data = [...workContacts, datum('marketing-profile', { basis: 'legitimate-interest' })];
    const objection = decided('objection', 'ip-produkter', { ...active, data });
    expect(objection.data.map(({ outcome, rule }) => `${outcome} ${rule}`)).toEqual([
      'restrict objection.restrict',
      'restrict objection.restrict',
      'restrict objection.restrict',
      'restrict objection.restrict',
      'keep objection.other-basis',
      'restrict objection.marketing',
    ]);
  });
});

describe('S10 a contact person has left', () => {
  const left = {
    person: { ...CONTACT_PERSON, contactRoleEnd: '2026-10-31' },
    data: [...workContacts, datum('order', { recordId: 'O' }), datum('name', { recordId: 'A' })],
    records: [
      invoice('A', { bookedOn: '2026-05-01' }),
      { id: 'O', kind: 'order' as const, date: '2026-05-01' },
      { id: 'K', kind: 'contract' as const, status: 'open' as const, endsOn: null },
    ],
  };

  it('erases the contact data although the organisation’s contract runs, and leaves the voucher its name', () => {
    expect(decisions('erasure', 'ip-produkter', left)).toEqual({
      name: 'erase',
      organisation: 'erase',
      email: 'erase',
      phone: 'erase',
      'private-phone': 'erase',
      'order@O': 'erase',
      'name@A': 'keep 2032-12-31 STATUTORY_VOUCHER',
    });
  });

  it('keeps it through the last day of the role', () => {
    expect(decisions('erasure', 'ip-produkter', left, '2026-10-31')['email']).toBe(
      'keep 2026-10-31 ACTIVE_CONTACT_ROLE',
    );
  });

  it('lets the purge do the same without being asked: the interest ends with the role', () => {
    expect(decisions('retention', 'ip-produkter', left)).toEqual({
      name: 'erase',
      organisation: 'erase',
      email: 'erase',
      phone: 'erase',
      'private-phone': 'erase',
      'order@O': 'keep 2036-10-31',
      'name@A': 'keep 2032-12-31 STATUTORY_VOUCHER',
    });
    expect(decisions('retention', 'nokopa', left)['email']).toBe('erase');
    expect(decisions('retention', 'ip-produkter', left, '2026-10-31')['email']).toBe(
      'keep 2026-10-31 ACTIVE_CONTACT_ROLE',
    );
  });
});

describe('S11 a contact person where the notice has no clause', () => {
  it('meets the same test, by law alone', () => {
    expect(decisions('erasure', 'nummek', active)).toEqual(partlyKept);
    expect(decided('erasure', 'nummek', active).data[0]?.citation).toBe('Art. 6(1)(f), 17(1)(a) GDPR');
  });
});
