import { describe, expect, it } from 'vitest';
import { CONSUMER, datum, factsOf, invoice, SILENT, TEN_YEARS } from '../../test/support/person-facts.js';
import { explain, type Explanation } from './explanation.js';
import type { DatumFacts, Facts } from './facts.js';
import type { DecisionPolicy } from './register-policy.js';
import { plan } from './planner.js';

const TODAY = '2026-11-20';

function explained(
  facts: Facts,
  which: DatumFacts,
  policy: DecisionPolicy = TEN_YEARS,
  at = TODAY,
): Explanation {
  const fate = (right: 'retention' | 'erasure') =>
    plan(right, facts, policy, at).data.find((planned) => planned.datum === which.id)!;
  const purge = policy.retention === 'notStated' ? null : fate('retention');
  return explain(which, facts, policy, at, { purge, erasure: fate('erasure') });
}

const email = datum('email');
const ended = { ...CONSUMER, relationshipEnd: '2020-06-30' };

describe('an explanation', () => {
  it('names the clause, the last day and that an erasure request would go further', () => {
    const { retention, holds, why, endedBy } = explained(factsOf({ person: ended, data: [email] }), email);
    expect(retention).toEqual({
      stated: true,
      anchor: 'relationship-end',
      period: 'P10Y',
      citation: 'notice, retention',
      lastDay: '2030-06-30',
    });
    expect(holds).toEqual([]);
    expect(why).toContain('Kept until 2030-06-30.');
    expect(endedBy).toEqual([
      '2030-06-30: last day of the notice’s period',
      'an erasure request: nothing holds the datum against it',
    ]);
  });

  it('says what the period waits for while the relationship goes on', () => {
    const { retention, endedBy } = explained(factsOf({ data: [email] }), email);
    expect(retention.lastDay).toBeNull();
    expect(endedBy[0]).toBe('the retention period begins: relationship-end');
  });

  it('names every hold, its end and what it stands in the way of', () => {
    const name = datum('name', { recordId: 'A' });
    const open = invoice('A', { status: 'open', bookedOn: '2025-03-01', dueOn: '2025-03-15' });
    const { holds, endedBy } = explained(factsOf({ person: ended, data: [name], records: [open] }), name);
    expect(holds.map(({ code, until, against }) => [code, until, against.join()])).toEqual([
      ['STATUTORY_VOUCHER', '2031-12-31', 'retention,erasure'],
      ['OPEN_INVOICE', null, 'retention,erasure'],
    ]);
    expect(endedBy).toEqual([
      'STATUTORY_VOUCHER: 2031-12-31: 31.12. of the sixth year after the financial year ended',
      'OPEN_INVOICE: the invoice is paid, credited, written off or found time-barred',
      '2030-06-30: last day of the notice’s period',
    ]);
  });

  it('tells a hold against the purge from one against an erasure', () => {
    const restrictions = [{ ground: '18(1)(a)', categories: null, since: '2026-11-01' }] as const;
    const { holds, endedBy } = explained(factsOf({ data: [email], restrictions }), email);
    expect(holds.map(({ code, against }) => [code, against.join()])).toEqual([['ART18', 'retention']]);
    expect(endedBy.at(-1)).toContain('an erasure request');
  });

  it('says that a hold set by hand is released by hand', () => {
    const manualHolds = [
      { code: 'INSPECTION', categories: ['email' as const], recordIds: [], from: '2026-01-01', until: null },
    ];
    const { endedBy } = explained(factsOf({ data: [email], manualHolds }), email);
    expect(endedBy[0]).toBe('INSPECTION: it is released by hand');
  });

  it('gives a former value its own fate: it serves no contract any more', () => {
    const person = { ...CONSUMER, contractEnd: '2027-12-31' };
    const former = datum('email', { id: 'former', superseded: true });
    const facts = factsOf({ person, data: [email, former] });
    expect(explained(facts, email).holds.map(({ code }) => code)).toEqual(['ACTIVE_CONTRACT']);
    expect(explained(facts, former).holds).toEqual([]);
  });

  it('says that nothing is stated where the notice is silent', () => {
    const { retention, why, endedBy } = explained(factsOf({ data: [email] }), email, SILENT);
    expect(retention).toMatchObject({ stated: false, period: null, lastDay: null });
    expect(why).toContain('states no retention period');
    expect(endedBy[0]).toBe('the controller states a retention period');
  });

  it('asks for the missing fact by its name', () => {
    const onVoucher = datum('name', { recordId: 'A' });
    const { bookedOn: _, ...unbooked } = invoice('A');
    const facts = factsOf({ person: ended, data: [onVoucher], records: [unbooked] });
    expect(explained(facts, onVoucher).endedBy[0]).toContain('records[A].bookedOn');
  });

  it('says both that nothing is stated and what holds the datum', () => {
    const records = [invoice('A', { status: 'open' })];
    const name = datum('name');
    expect(explained(factsOf({ data: [name], records }), name, SILENT).why).toBe(
      'The register policy states no retention period, so the purge does not run. An unpaid invoice needs the datum.',
    );
  });

  it('names the hold alone once the notice’s period is over', () => {
    const person = { ...CONSUMER, relationshipEnd: '2010-01-01' };
    const name = datum('name');
    const facts = factsOf({ person, data: [name], records: [invoice('A', { status: 'open' })] });
    expect(explained(facts, name).endedBy).toEqual([
      'OPEN_INVOICE: the invoice is paid, credited, written off or found time-barred',
    ]);
  });

  it('asks for newer facts where they are too old to destroy by', () => {
    const person = { ...CONSUMER, relationshipEnd: '2010-01-01' };
    const old = factsOf({ person, data: [email], factsAsOf: '2026-01-01T06:00:00Z' });
    expect(explained(old, email, { ...TEN_YEARS, factsMaxAge: 'P90D' }).endedBy).toEqual(['newer facts']);
  });

  it('asks for nothing once the purge would erase the datum', () => {
    const long = factsOf({ person: { ...CONSUMER, relationshipEnd: '2010-01-01' }, data: [email] });
    expect(explained(long, email).endedBy).toEqual([
      'an erasure request: nothing holds the datum against it',
    ]);
  });
});
