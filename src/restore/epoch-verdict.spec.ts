import { describe, expect, it } from 'vitest';
import { type EpochMark, type EpochOutside, type EpochRow, verdictOn } from './epoch-verdict.js';

const [HERE, ELSEWHERE] = ['7000/16384', '7000/16999'];
const row = (epoch: number, also: Partial<EpochRow> = {}): EpochRow => ({
  database: 'a',
  epoch,
  token: `t${epoch}`,
  previous: epoch === 1 ? null : `t${epoch - 1}`,
  ...also,
});
const mark = (epoch: number, also: Partial<EpochMark> = {}): EpochMark => ({
  database: 'a',
  epoch,
  token: `t${epoch}`,
  place: HERE,
  ...also,
});

describe('a database and what is known outside of it', () => {
  it.each<[string, EpochRow | null, EpochOutside, string]>([
    ['a first start', null, 'missing', 'first'],
    ['a first start that a crash interrupted', null, mark(1), 'first'],
    ['a restart', row(5), mark(5), 'current'],
    ['an advance that a crash interrupted', row(6), mark(5), 'unfinished'],
    ['a backup from before an advance', row(4), mark(5), 'database-older'],
    ['a backup loaded into another database', row(5), mark(5, { place: ELSEWHERE }), 'database-moved'],
    ['a copy that went its own way', row(5, { token: 'other' }), mark(5), 'database-older'],
    ['a backup from before there were epochs', null, mark(5), 'database-unknown'],
    ['the ledger of another database', row(5, { database: 'b' }), mark(5), 'database-unknown'],
    ['a ledger folder that is gone', row(5), 'missing', 'ledger-lost'],
    ['a ledger folder from an old backup', row(7), mark(5), 'ledger-older'],
    ['a mark that was changed', row(5), 'changed', 'ledger-changed'],
  ])('%s is told', (_, inside, outside, verdict) => {
    expect(verdictOn(inside, outside, HERE, true)).toBe(verdict);
  });

  it('do not begin anew once anything was noted', () => {
    expect(verdictOn(null, mark(1), HERE, false)).toBe('database-unknown');
  });
});
