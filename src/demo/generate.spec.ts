import { parse } from 'csv-parse/sync';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../config/package-root.js';
import { INVOICE_STATUSES } from '../domain/category.js';
import { loadPolicies } from '../registers/policy-file.js';
import { generateRegister, type GeneratedRegister } from './generate.js';
import { InventedPeople } from './invented-people.js';
import { Random } from './random.js';

const POLICIES = [...loadPolicies(join(packageRoot, 'policies')).values()].map(({ policy }) => policy);
const generated = new Map(POLICIES.map((policy) => [policy.register, generateRegister(policy)]));

const rowsOf = ({ files }: GeneratedRegister, kind: string): Record<string, string>[] => {
  const file = files.find((each) => each.kind === kind);
  return file ? parse(file.text, { columns: true, delimiter: ';' }) : [];
};
const textsOf = ({ files, ended, left }: GeneratedRegister) =>
  [...files, ended, left].map(({ text }) => text);

it('invents customers for every register there is a policy for', () => {
  expect([...generated.keys()].sort()).toEqual(['ip-produkter', 'konttorimix', 'nokopa', 'nummek', 'umacon']);
});

describe.each(POLICIES)('the generated register $register', (policy) => {
  const register = generated.get(policy.register)!;

  it('is the same letter by letter for the same seed, and another for another', () => {
    expect(textsOf(generateRegister(policy))).toEqual(textsOf(register));
    expect(textsOf(generateRegister(policy, 7))).not.toEqual(textsOf(register));
  });

  it('has a few hundred customers, each with a number of its own', () => {
    const numbers = rowsOf(register, 'customers').map(({ customerNumber }) => customerNumber);
    expect(numbers.length).toBeGreaterThan(200);
    expect(numbers.length).toBeLessThan(400);
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it('names no mailbox that could exist', () => {
    const addresses = textsOf(register)
      .join('\n')
      .match(/[^\s;"|]+@[^\s;"|]+/g)!;
    expect(addresses.length).toBeGreaterThan(200);
    expect(addresses.filter((address) => !/^[a-z0-9.]+@[a-z.-]+\.example$/.test(address))).toEqual([]);
  });

  it('shares no address or phone number between two people', () => {
    const customers = rowsOf(register, 'customers');
    for (const column of ['email', 'phone']) {
      const values = customers.map((row) => row[column]).filter(Boolean);
      expect(new Set(values).size).toBe(values.length);
    }
  });

  it('has invoices in every state, over the financial years 2018 to 2026', () => {
    const invoices = rowsOf(register, 'invoices');
    expect([...new Set(invoices.map(({ status }) => status))].sort()).toEqual([...INVOICE_STATUSES].sort());
    const years = new Set(invoices.map(({ bookedOn }) => Number(bookedOn!.slice(0, 4))));
    for (let year = 2018; year <= 2026; year++) expect(years).toContain(year);
  });

  it('has every other kind of record, and web visits only where the policy has them', () => {
    const kinds = register.files.map(({ kind }) => kind);
    const others = [
      'orders',
      'credit-notes',
      'receipts',
      'contracts',
      'service-contacts',
      'collection-cases',
      'manual-material',
      'disclosures',
    ];
    expect(kinds).toEqual(expect.arrayContaining(others));
    expect(kinds.includes('web-visits')).toBe(
      policy.categories.some(({ category }) => category === 'web-visit'),
    );
  });

  it('puts nothing after the day of the demo but due days', () => {
    for (const { text } of register.files) {
      const dates = text.match(/\d{4}-\d{2}-\d{2}/g) ?? [];
      expect(dates.filter((date) => date > '2026-11-20')).toEqual([]);
    }
  });

  it('tells of ended relationships only in later files, about customers of the first', () => {
    const numbers = new Set(rowsOf(register, 'customers').map(({ customerNumber }) => customerNumber));
    const ended: Record<string, string>[] = parse(register.ended.text, { columns: true, delimiter: ';' });
    expect(ended.length).toBeGreaterThan(register.goes);
    expect(ended.filter(({ customerNumber }) => !numbers.has(customerNumber))).toEqual([]);
    // A purge that comes while the files are taken in finds nobody to erase.
    expect(
      rowsOf(register, 'customers').filter(
        ({ relationshipEnd, lastContact, contactRoleEnd }) =>
          relationshipEnd || lastContact || contactRoleEnd,
      ),
    ).toEqual([]);
  });
});

describe('invented people', () => {
  it('are other people under another seed', () => {
    const names = (seed: number) => {
      const people = new InventedPeople(new Random(seed), 'konttorimix');
      return Array.from({ length: 20 }, () => people.next().name);
    };
    expect(names(1)).toEqual(names(1));
    expect(names(1)).not.toEqual(names(2));
  });
});

describe('the seeded generator', () => {
  it('stays within its bounds and reaches both of them', () => {
    const random = new Random(1);
    const drawn = Array.from({ length: 500 }, () => random.whole(2, 5));
    expect([...new Set(drawn)].sort()).toEqual([2, 3, 4, 5]);
  });
});
