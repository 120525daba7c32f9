import { isDeepStrictEqual } from 'node:util';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../config/package-root.js';
import type { RegisterPolicy } from '../domain/register-policy.js';
import { diffPolicies, type PolicyChange } from './policy-diff.js';
import { loadPolicies } from './policy-file.js';
import { labelOf } from './policy-labels.js';

const POLICIES = [...loadPolicies(join(packageRoot, 'policies')).values()].map(({ policy }) => policy);
const konttorimix = POLICIES.find(({ register }) => register === 'konttorimix')!;

type Path = readonly (string | number)[];
type Mutable = Record<string | number, unknown>;

const toPointer = (path: Path) => path.map((part) => `/${part}`).join('');

/** Every value that is no object and no list, with the way there; an empty list is a leaf too. */
function leaves(value: unknown, path: Path = []): { path: Path; value: unknown }[] {
  if (typeof value !== 'object' || value === null) return [{ path, value }];
  const inner = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return inner.length === 0
    ? [{ path, value }]
    : inner.flatMap(([key, part]) => leaves(part, [...path, key]));
}

function at(document: unknown, path: Path): unknown {
  return path.reduce<unknown>((found, part) => (found as Mutable | undefined)?.[part], document);
}

function with_(document: RegisterPolicy, path: Path, value: unknown): RegisterPolicy {
  const copy = structuredClone(document) as unknown as Mutable;
  const parent = at(copy, path.slice(0, -1)) as Mutable;
  parent[path.at(-1)!] = value;
  return copy as unknown as RegisterPolicy;
}

const other = (value: unknown) =>
  typeof value === 'boolean' ? !value : typeof value === 'number' ? value + 1 : `${String(value)}-other`;

const covers = ({ pointer }: PolicyChange, path: Path) => `${toPointer(path)}/`.startsWith(`${pointer}/`);
const sentences = (before: RegisterPolicy, after: RegisterPolicy) =>
  diffPolicies(before, after).map(({ sentence }) => sentence);
const edited = (edit: (policy: Mutable & { [key: string]: any }) => void) => {
  const copy = structuredClone(konttorimix) as unknown as Mutable;
  edit(copy);
  return copy as unknown as RegisterPolicy;
};

describe('the difference between two policies', () => {
  it('is none between a policy and itself', () => {
    for (const policy of POLICIES) expect(diffPolicies(policy, structuredClone(policy))).toEqual([]);
  });

  it('names every leaf that changes, once, and nothing else', () => {
    for (const policy of POLICIES) {
      for (const { path, value } of leaves(policy)) {
        const changes = diffPolicies(policy, with_(policy, path, other(value)));
        const where = `${policy.register} ${toPointer(path)}`;
        // An entry under another name is one gone and one come; all else is one change.
        const renamed = changes.length === 2;
        expect(changes.length, where).toBeGreaterThan(0);
        expect(changes.filter((change) => covers(change, path)).length, where).toBe(changes.length);
        if (renamed) expect(changes.map(({ kind }) => kind).sort(), where).toEqual(['added', 'removed']);
        else expect(changes, where).toHaveLength(1);
      }
    }
  });

  it('covers any number of changes completely, whatever comes and goes', () => {
    const picked = fc.nat(POLICIES.length - 1);
    fc.assert(
      fc.property(picked, picked, fc.array(fc.nat(), { maxLength: 12 }), (first, second, picks) => {
        const before = POLICIES[first]!;
        let after = POLICIES[second]!;
        for (const pick of picks) {
          const places = leaves(after);
          const { path, value } = places[pick % places.length]!;
          after = with_(after, path, other(value));
        }
        const changes = diffPolicies(before, after);
        const covered = (kind: 'added' | 'removed', path: Path) =>
          changes.filter(
            (change) => (change.kind === 'changed' || change.kind === kind) && covers(change, path),
          );
        const expectCovered = (kind: 'added' | 'removed', mine: RegisterPolicy, theirs: RegisterPolicy) => {
          // Named entries move about, so the same pointer means another entry on the other side.
          for (const { path } of leaves(mine).filter(
            ({ path: [top] }) => !ENTRY_LISTS.includes(String(top)),
          )) {
            const whole = typeof path.at(-1) === 'number' ? path.slice(0, -1) : path;
            if (!isDeepStrictEqual(at(mine, whole), at(theirs, whole)))
              expect(covered(kind, path).length, toPointer(path)).toBe(1);
          }
        };
        expectCovered('removed', before, after);
        expectCovered('added', after, before);
        expect(changes.length === 0).toBe(isDeepStrictEqual(before, after));
        const places = changes.map(({ kind, pointer }) => `${kind} ${pointer}`);
        expect(new Set(places).size).toBe(places.length);
      }),
      { numRuns: 200 },
    );
  });

  it('has a name for every place of every policy', () => {
    // An entry goes by its own name, and a period together with what it is counted from.
    const within = new Set(['code', 'category', 'start', 'anchor', 'period']);
    const nameless = POLICIES.flatMap((policy) =>
      leaves(policy)
        .map(({ path }) => named(policy, path))
        .filter((names) => labelOf(names) === null && !within.has(names.at(-1)!))
        .map((names) => names.join('/')),
    );
    expect([...new Set(nameless)]).toEqual([]);
    for (const rule of ['retention/email', 'ownData/packages'])
      expect(labelOf(rule.split('/'))).not.toBeNull();
  });

  it('says what changed in words that need no law', () => {
    const after = edited((policy) => {
      policy['version'] = '2';
      policy['retention'].email = { ...policy['retention'].email, period: 'P5Y', anchor: 'contract-end' };
      policy['retention'].note.period = 'P0D';
      policy['approval'] = ['rectification'];
      policy['transfers'].safeguards = 'standard contractual clauses';
      policy['manualMaterial'].locked = false;
      policy['recipients'].pop();
      policy['requestForms'].erasure.addressees = ['customer-service', 'contact-person'];
      policy['ownData'].packages.period = 'P1M14D';
      policy['recipients'][0].webhook = { url: 'https://koukku.example/', secret: 'KIRJANPITO' };
      policy['sources'][4].email = 'lahde@paivitys.example';
      policy['marketingProhibitions'].flags = policy['marketingProhibitions'].flags.slice(1);
    });
    expect(sentences(konttorimix, after)).toEqual([
      'Version of the policy: “1” → “2”.',
      'E-mail address of source update service is new: “lahde@paivitys.example”.',
      'Webhook of recipient accounting is new: url: “https://koukku.example/”; secret: “KIRJANPITO”.',
      'Recipient agreed partner is gone: Toimitusrengas Tuulihaukkala Oy (controller, FI).',
      'Safeguards of transfers outside the EEA: not stated → “standard contractual clauses”.',
      'Retention of e-mail address: ten years from the end of the customer relationship → five years from the end of the contract.',
      'Retention of notes: ten years from the end of the customer relationship → until the end of the customer relationship.',
      'Where a request for erasure goes: now also customer service.',
      'What a person can forbid: no longer direct marketing.',
      'Manual material is locked away: yes → no.',
      'Approval of erasure is no longer asked for.',
      'How long the house keeps delivered packages: 60 days → one month and 14 days.',
    ]);
  });

  it('tells a period that is not stated from one that is', () => {
    const silent = edited((policy) => (policy['retention'] = 'notStated'));
    const [change, ...others] = diffPolicies(silent, konttorimix);
    expect(others).toEqual([]);
    expect(change).toMatchObject({ pointer: '/retention', kind: 'changed' });
    expect(change!.sentence).toMatch(
      /^Retention: not stated → ten years from the end .* for name, organisation, /,
    );
  });

  it('does not take a moved entry for another one', () => {
    const moved = edited((policy) => policy['purposes'].reverse());
    expect(diffPolicies(konttorimix, moved)).toEqual([
      { pointer: '/purposes', kind: 'changed', sentence: 'Purposes: the same, in another order.' },
    ]);
    const swapped = edited((policy) => policy['approval'].reverse());
    expect(sentences(konttorimix, swapped)).toEqual([
      'Requests that a supervisor approves: the same, in another order.',
    ]);
  });
});

const ENTRY_LISTS = ['purposes', 'sources', 'recipients', 'categories', 'findings'];

/** The way to a leaf by the names of the entries; a list of words counts as a whole. */
function named(policy: RegisterPolicy, path: Path): string[] {
  return path
    .filter((part, index) => typeof part === 'string' || index < path.length - 1)
    .map((part, index) => {
      if (typeof part === 'string') return part;
      const entry = at(policy, path.slice(0, index + 1)) as {
        code?: string;
        category?: string;
        start?: string;
      };
      return entry.code ?? entry.category ?? entry.start ?? String(part);
    });
}
