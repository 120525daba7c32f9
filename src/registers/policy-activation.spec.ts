import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Clock } from '../clock.js';
import { packageRoot } from '../config/package-root.js';
import { DomainError } from '../domain/domain-error.js';
import type { LoadedPolicy } from './policy-file.js';
import { asPolicy, loadPolicyFile } from './policy-file.js';
import { Policies } from './policies.js';

const published = loadPolicyFile(join(packageRoot, 'policies', 'konttorimix.yaml')).policy;

function version(name: string, activeFrom: string, register = 'konttorimix'): LoadedPolicy {
  return {
    ...asPolicy({ ...published, register, version: name, activeFrom }),
    file: `${register}.${name}.yaml`,
  };
}

const first = version('1', '2019-11-06');
const second = version('2', '2026-11-21');
const third = version('3', '2027-03-01');

/** Given in no order: the day decides. */
const at = (instant: string) => {
  const clock = new Clock(instant);
  return { clock, policies: new Policies([third, first, second], clock) };
};

describe('a policy version', () => {
  it('comes into force at midnight in Helsinki, while the service runs', () => {
    const { clock, policies } = at('2026-11-20T23:59:50+02:00');
    expect(policies.of('konttorimix').version).toBe('1');
    clock.travelTo('2026-11-21T00:00:00+02:00');
    expect(policies.of('konttorimix').version).toBe('2');
    expect(policies.hashOf('konttorimix')).toBe(second.hash);
    expect(policies.all().map((policy) => policy.version)).toEqual(['2']);
  });

  it('comes into force at midnight of summer time in summer', () => {
    const clock = new Clock('2026-07-31T23:59:50+03:00');
    const policies = new Policies([first, version('2', '2026-08-01')], clock);
    expect(policies.of('konttorimix').version).toBe('1');
    clock.travelTo('2026-08-01T00:00:00+03:00');
    expect(policies.of('konttorimix').version).toBe('2');
  });

  it('is found by the day it was in force, to the day', () => {
    const { policies } = at('2026-11-20T12:00:00+02:00');
    const on = (day: string) => policies.at('konttorimix', day).policy.version;
    expect(['2019-11-06', '2026-11-20', '2026-11-21', '2027-02-28', '2027-03-01'].map(on)).toEqual([
      '1',
      '1',
      '2',
      '2',
      '3',
    ]);
    expect(() => on('2019-11-05')).toThrow(DomainError);
  });

  it('stays readable when another is in force, and is readable before it is', () => {
    const { policies } = at('2026-12-01T12:00:00+02:00');
    expect(policies.versions('konttorimix').map(({ hash }) => hash)).toEqual([
      first.hash,
      second.hash,
      third.hash,
    ]);
    expect(policies.version('konttorimix', '1')).toEqual(first);
    expect(policies.version('konttorimix', '3')).toEqual(third);
    expect(() => policies.version('konttorimix', '4')).toThrow(DomainError);
  });

  it('opens no register before its day', () => {
    const clock = new Clock('2026-11-20T12:00:00+02:00');
    const policies = new Policies([first, version('1', '2026-11-21', 'tulossa')], clock);
    expect(policies.has('tulossa')).toBe(false);
    expect(policies.all().map(({ register }) => register)).toEqual(['konttorimix']);
    expect(() => policies.of('tulossa')).toThrow(DomainError);
    clock.travelTo('2026-11-21T00:00:00+02:00');
    expect(policies.has('tulossa')).toBe(true);
  });
});
