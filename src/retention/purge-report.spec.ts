import { describe, expect, it } from 'vitest';
import { CONSUMER, datum, factsOf, invoice, TEN_YEARS } from '../../test/support/person-facts.js';
import type { PersonFacts, RecordFacts } from '../domain/facts.js';
import { plan } from '../domain/planner.js';
import { EMPTY_REPORT, type PurgeReport, withPerson, withSkipped } from './purge-report.js';
import { purgeSummary } from './purge-summary.js';

const EMPTY: PurgeReport = { ...EMPTY_REPORT, policyVersion: '1', policyHash: 'hash' };
const NOTHING = { person: false, data: 0, records: 0 };

function person(ended: string | null, records: RecordFacts[] = []) {
  const who: PersonFacts = { ...CONSUMER, relationshipEnd: ended };
  const data = [datum('email'), ...records.map(({ id }) => datum('invoice', { recordId: id }))];
  return plan('retention', factsOf({ person: who, data, records }), TEN_YEARS, '2026-11-20');
}

describe('a purge of which nothing went', () => {
  it('says so, and who goes next', () => {
    const plans = [person('2016-12-31'), person('2016-12-31'), person('2017-06-30'), person(null)];
    const report = plans.reduce((sum, each) => withPerson(sum, each, NOTHING), EMPTY);
    expect(report.next).toEqual({ on: '2027-01-01', persons: 2 });
    expect(report.categories).toEqual({ email: { erased: 0, kept: 4 } });
    expect(purgeSummary(report, { dryRun: false })).toEqual([
      'Nothing has lapsed.',
      'The next is 2 persons on 2027-01-01, if nothing changes.',
      '3 data kept: The retention period of the notice is running.',
      '1 datum kept: The event from which the retention period is counted has not happened.',
    ]);
  });

  it('finds the soonest day in whatever order persons come', () => {
    const plans = [person('2018-01-01'), person('2016-12-31'), person('2018-01-01')];
    const report = plans.reduce((sum, each) => withPerson(sum, each, NOTHING), EMPTY);
    expect(report.next).toEqual({ on: '2027-01-01', persons: 1 });
  });

  it('knows no next day where all ends are open', () => {
    const report = withPerson(EMPTY, person(null), NOTHING);
    expect(purgeSummary(report, { dryRun: true })[1]).toBe('No day is known on which anything lapses next.');
  });
});

describe('a purge', () => {
  it('counts by category what went and what a hold kept, and says why persons were passed over', () => {
    const voucher = person('2010-01-01', [invoice('A', { bookedOn: '2021-03-01' })]);
    const report = withSkipped(
      withSkipped(withPerson(EMPTY, voucher, { person: false, data: 1, records: 0 }), 'restricted'),
      'open-request',
    );
    expect(report).toMatchObject({
      persons: 3,
      categories: { email: { erased: 1, kept: 0 }, invoice: { erased: 0, kept: 1 } },
      next: { on: '2028-01-01', persons: 1 },
    });
    expect(purgeSummary(report, { dryRun: false })).toEqual([
      '1 datum and 0 records went, 0 persons wholly.',
      'The next is 1 person on 2028-01-01, if nothing changes.',
      '1 person passed over: an open request freezes what is held of its subject.',
      '1 person passed over: the whole person is restricted, and restricted data is only stored.',
      '1 datum kept: The Accounting Act requires the voucher and the data on it.',
    ]);
  });
});
