import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { packageRoot } from '../config/package-root.js';
import { PolicyError } from './policy-error.js';
import { loadPolicies, loadPolicyFile } from './policy-file.js';

const folder = mkdtempSync(join(tmpdir(), 'policies-'));
afterAll(() => rmSync(folder, { recursive: true }));

const published = readFileSync(join(packageRoot, 'policies', 'konttorimix.yaml'), 'utf8');

function written(text: string, name = 'konttorimix.yaml'): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

function edited(from: string | RegExp, to: string): string {
  const text = published.replace(from, to);
  if (text === published) throw new Error('The edit found nothing to change.');
  return text;
}

function refusal(load: () => unknown): PolicyError {
  try {
    load();
  } catch (error) {
    if (error instanceof PolicyError) return error;
    throw error;
  }
  throw new Error('The policy was accepted.');
}

/** The line on which a text first stands, counted from one. */
function lineWith(text: string, part: string): number {
  const index = text.split('\n').findIndex((line) => line.includes(part));
  if (index < 0) throw new Error('The text does not hold that part.');
  return index + 1;
}

describe('policy file', () => {
  it('loads with its content, its hash and its name', () => {
    const file = written(published);
    const loaded = loadPolicyFile(file);
    expect(loaded.file).toBe(file);
    expect(loaded.policy.register).toBe('konttorimix');
    expect(loaded.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  describe('refuses, with pointer, line and reason:', () => {
    const year = (start: string, end: string) => `  - { start: ${start}, end: ${end} }`;
    const years = (...list: string[]) => ['financialYears:', ...list].join('\n');
    const hook = (url: string, secret: string) =>
      `country: FI\n    webhook: { url: '${url}', secret: ${secret} }`;
    const cases: {
      fault: string;
      text: string;
      pointer: string;
      at: string;
      reason: RegExp;
      suggestion?: string;
    }[] = [
      {
        fault: 'a period in words',
        text: edited('period: P3Y', 'period: 10 years'),
        pointer: '/ownData/caseFile/period',
        at: 'period: 10 years',
        reason: /ISO 8601/,
        suggestion: 'P10Y',
      },
      {
        fault: 'a Finnish period in words',
        text: edited('period: P10Y', 'period: 10 v'),
        pointer: '/retention/name/period',
        at: 'period: 10 v',
        reason: /ISO 8601/,
        suggestion: 'P10Y',
      },
      {
        fault: 'a period without a unit',
        text: edited('period: P10Y', 'period: 10'),
        pointer: '/retention/name/period',
        at: 'period: 10',
        reason: /ISO 8601/,
      },
      {
        fault: 'an unknown anchor',
        text: edited('anchor: relationship-end', 'anchor: relationship-ends'),
        pointer: '/retention/name/anchor',
        at: 'anchor: relationship-ends',
        reason: /must be one of relationship-end, contract-end/,
        suggestion: 'relationship-end',
      },
      {
        fault: 'an anchor that resembles none',
        text: edited('anchor: relationship-end', 'anchor: xyzzy'),
        pointer: '/retention/name/anchor',
        at: 'anchor: xyzzy',
        reason: /must be one of/,
      },
      {
        fault: 'a misspelt key',
        text: edited('factsMaxAge:', 'factsMaxAgge:'),
        pointer: '/factsMaxAgge',
        at: 'factsMaxAgge:',
        reason: /not a key known here/,
        suggestion: 'factsMaxAge',
      },
      {
        fault: 'a clause left out',
        text: edited('consent: notStated\n', ''),
        pointer: '/consent',
        at: 'register: konttorimix',
        reason: /is missing/,
      },
      {
        fault: 'a rule without its citation',
        text: edited(/(identityEvidence: \{ period: P30D), cite: '[^']*'/, '$1'),
        pointer: '/ownData/identityEvidence/cite',
        at: 'identityEvidence:',
        reason: /says where it comes from/,
        suggestion: "'notice, …' or 'Art. …'",
      },
      {
        fault: 'a citation that cites nothing',
        text: edited(/(identityEvidence: \{ period: P30D), cite: '[^']*'/, '$1, cite: notStated'),
        pointer: '/ownData/identityEvidence/cite',
        at: 'identityEvidence:',
        reason: /must name an article/,
      },
      {
        fault: 'a period longer than any life',
        text: edited(/(^ {2}email:\n {4}anchor:.*\n {4}period:) P10Y/m, '$1 P99999Y'),
        pointer: '/retention/email/period',
        at: 'period: P99999Y',
        reason: /must be an ISO 8601 period/,
      },
      {
        fault: 'a minimum over the maximum',
        text: edited(
          /(^ {2}order:\n {4}anchor:.*\n {4}period:) P10Y/m,
          "$1 P1Y\n    minimum: { period: P2Y, cite: 'Act 1/2000 3 §' }",
        ),
        pointer: '/retention/order/minimum/period',
        at: 'minimum:',
        reason: /longer than the period itself/,
        suggestion: 'P1Y',
      },
      {
        fault: 'data of a person counted from a record',
        text: edited(/(^ {2}email:\n {4}anchor:) relationship-end/m, '$1 invoice-booking-date'),
        pointer: '/retention/email/anchor',
        at: 'anchor: invoice-booking-date',
        reason: /belong to the person/,
        suggestion: 'relationship-end',
      },
      {
        fault: 'a clause neither notStated nor spelt out',
        text: edited(/^languages: \[fi, en\]$/m, 'languages: Finnish'),
        pointer: '/languages',
        at: 'languages: Finnish',
        reason: /must be notStated/,
      },
      {
        fault: 'a date that does not exist',
        text: edited('preparedOn: 2019-11-06', 'preparedOn: 2019-11-31'),
        pointer: '/notice/preparedOn',
        at: 'preparedOn:',
        reason: /real date/,
      },
      {
        fault: 'a held category without a rule',
        text: edited(/^ {2}phone:\n {4}anchor:.*\n {4}period:.*\n {4}cite:.*\n/m, ''),
        pointer: '/retention/phone',
        at: 'retention:',
        reason: /holds this category/,
        suggestion: '{ anchor: relationship-end, period: P10Y, cite: … }',
      },
      {
        fault: 'a category listed twice',
        text: edited('- category: organisation', '- category: name # again'),
        pointer: '/categories/1/category',
        at: '# again',
        reason: /twice/,
      },
      {
        fault: 'a wrong check digit',
        text: edited("'2011062-9'", "'2011062-8'"),
        pointer: '/controller/businessId',
        at: 'businessId: ',
        reason: /check digit/,
      },
      {
        fault: 'a contact field left out in silence',
        text: edited(
          'notStated: [street, postalCode, city, phone, email]',
          'notStated: [street, city, phone, email]',
        ),
        pointer: '/controller/postalCode',
        at: 'controller:',
        reason: /neither given nor listed/,
      },
      {
        fault: 'a contact field both given and not stated',
        text: edited('notStated: [postalCode, city]', 'notStated: [postalCode, city, phone]'),
        pointer: '/contactPerson/phone',
        at: "phone: '",
        reason: /given and listed/,
      },
      {
        fault: 'a legitimate interest that is not named',
        text: edited(/^ {4}interest:\n(?: {6}.*\n)+/m, ''),
        pointer: '/legalBases/contact-person/interest',
        at: '  contact-person:',
        reason: /is missing/,
      },
      {
        fault: 'a financial year that ends before it starts',
        text: edited('financialYears: calendar', years(year('2026-07-01', '2026-06-30'))),
        pointer: '/financialYears/0/end',
        at: 'start: 2026-07-01',
        reason: /ends before it starts/,
      },
      {
        fault: 'a financial year longer than 18 months',
        text: edited('financialYears: calendar', years(year('2024-01-01', '2025-07-01'))),
        pointer: '/financialYears/0/end',
        at: 'start: 2024-01-01',
        reason: /longer than 18 months \(KPL 1:4\)/,
      },
      {
        fault: 'financial years with a gap',
        text: edited(
          'financialYears: calendar',
          years(year('2023-07-01', '2024-06-30'), year('2024-07-02', '2025-06-30')),
        ),
        pointer: '/financialYears/1/start',
        at: 'start: 2024-07-02',
        reason: /gap/,
        suggestion: '2024-07-01',
      },
      {
        fault: 'financial years that overlap',
        text: edited(
          'financialYears: calendar',
          years(year('2023-07-01', '2024-06-30'), year('2024-06-30', '2025-06-30')),
        ),
        pointer: '/financialYears/1/start',
        at: 'start: 2024-06-30',
        reason: /overlaps/,
        suggestion: '2024-07-01',
      },
      {
        fault: 'no financial year at all',
        text: edited('financialYears: calendar', 'financialYears: []'),
        pointer: '/financialYears',
        at: 'financialYears:',
        reason: /fewer than 1/,
      },
      {
        fault: 'a webhook without TLS',
        text: edited('country: FI', hook('http://vastaanottaja.example/koukku', 'ACCOUNTING')),
        pointer: '/recipients/0/webhook/url',
        at: 'webhook:',
        reason: /must be an https address/,
      },
      {
        fault: 'a webhook with a user name',
        text: edited('country: FI', hook('https://me:you@vastaanottaja.example/', 'ACCOUNTING')),
        pointer: '/recipients/0/webhook/url',
        at: 'webhook:',
        reason: /without a user name/,
      },
      {
        fault: 'a webhook whose secret stands in the policy',
        text: edited('country: FI', hook('https://vastaanottaja.example/koukku', 'whsec_MfKQ9r8GKYqrTwjU')),
        pointer: '/recipients/0/webhook/secret',
        at: 'webhook:',
        reason: /never the secret itself/,
      },
      {
        fault: 'a key that stands twice',
        text: edited('factsMaxAge: P90D', 'factsMaxAge: P90D\nfactsMaxAge: P31D'),
        pointer: '/factsMaxAge',
        at: 'factsMaxAge: P31D',
        reason: /twice/,
      },
      {
        fault: 'a nested key that stands twice',
        text: edited('  - code: order-handling', '  - code: order-handling\n    code: statistics'),
        pointer: '/purposes/1/code',
        at: '    code: statistics',
        reason: /twice/,
      },
      {
        fault: 'a file that is not YAML',
        text: edited('controllerKind: company', 'controllerKind: [company'),
        pointer: '',
        at: 'controllerWord:',
        reason: /not readable as YAML/,
      },
      {
        fault: 'an alias that leads nowhere',
        text: edited('controllerKind: company', 'controllerKind: *company'),
        pointer: '',
        at: '# yaml-language-server',
        reason: /alias/,
      },
      { fault: 'an empty file', text: '', pointer: '', at: '', reason: /empty/ },
      { fault: 'a file of comments', text: '# nothing yet\n', pointer: '', at: '#', reason: /empty/ },
    ];

    it.each(cases)('$fault', ({ text, pointer, at, reason, suggestion }) => {
      const file = written(text);
      const { problems, message } = refusal(() => loadPolicyFile(file));
      const problem = problems.find((candidate) => candidate.pointer === pointer);
      expect(problem).toMatchObject({ file, reason: expect.stringMatching(reason) });
      expect(problem?.suggestion).toBe(suggestion);
      expect(problem?.line).toBe(lineWith(text, at));
      expect(message.split('\n')).toHaveLength(problems.length);
      expect(message).toContain(`${file}:${problem?.line} ${pointer || '/'} ${problem?.reason}`);
    });
  });

  it('names every fault at once', () => {
    const text = edited('period: P3Y', 'period: soon').replace('locked: true', 'locked: perhaps');
    const pointers = refusal(() => loadPolicyFile(written(text))).problems.map(({ pointer }) => pointer);
    expect(pointers.sort()).toEqual(['/manualMaterial/locked', '/ownData/caseFile/period']);
  });

  it('never repeats a value in the reason', () => {
    const secret = 'Korvatunturi';
    const places = ['anchor: relationship-end', 'period: P10Y', "businessId: '2011062-9'", 'locked: true'];
    for (const place of places) {
      const text = edited(place, `${place.split(':')[0]}: ${secret}`);
      expect(refusal(() => loadPolicyFile(written(text))).message).not.toContain(secret);
    }
    expect(refusal(() => loadPolicyFile(written(`name: [${secret}`))).message).not.toContain(secret);
  });

  it.each(['https://vastaanottaja.example/koukku?a=1', 'http://127.0.0.1:8080/koukku'])(
    'accepts a webhook to %s, signed by a secret that is named only',
    (url) => {
      const webhook = { url, secret: 'ACCOUNTING' };
      const text = edited('country: FI', `country: FI\n    webhook: ${JSON.stringify(webhook)}`);
      expect(loadPolicyFile(written(text)).policy.recipients[0]!.webhook).toEqual(webhook);
    },
  );

  it('accepts years of exactly 18 months that follow each other', () => {
    const text = edited(
      'financialYears: calendar',
      'financialYears:\n  - { start: 2024-01-01, end: 2025-06-30 }\n  - { start: 2025-07-01, end: 2026-06-30 }',
    );
    expect(loadPolicyFile(written(text)).policy.financialYears).toHaveLength(2);
  });

  it('accepts a period of its own for one category', () => {
    const text = edited(/(web-visit:\n {4}anchor: relationship-end\n {4}period: )P10Y/, '$1P1Y6M');
    const { retention } = loadPolicyFile(written(text)).policy;
    expect(retention).toMatchObject({ 'web-visit': { period: 'P1Y6M' }, email: { period: 'P10Y' } });
  });

  it('says when there is no such file', () => {
    const file = join(folder, 'nowhere.yaml');
    expect(refusal(() => loadPolicyFile(file)).problems).toEqual([
      { file, line: 1, pointer: '', reason: expect.stringContaining('no such file') },
    ]);
  });
});

describe('policy hash', () => {
  const original = loadPolicyFile(written(published)).hash;

  it('stays the same when keys change places and comments go', () => {
    const reversed = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(reversed);
      if (value === null || typeof value !== 'object') return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, part]) => [key, reversed(part)]),
      );
    };
    const text = stringify(reversed(parse(published)));
    expect(text.startsWith('findings:')).toBe(true);
    expect(loadPolicyFile(written(text)).hash).toBe(original);
  });

  it.each([
    ['one period', 'period: P10Y', 'period: P9Y'],
    ['one citation', 'cite: Art. 6(1)(f)', 'cite: Art. 6(1)(f)-'],
    ['the order of a list', '[erasure, rectification]', '[rectification, erasure]'],
  ])('changes with %s', (_, from, to) => {
    expect(loadPolicyFile(written(edited(from, to))).hash).not.toBe(original);
  });
});

describe('policy folder', () => {
  const inner = (name: string) => {
    const path = join(folder, name);
    mkdirSync(path);
    return path;
  };

  it('refuses a file named otherwise than its register', () => {
    const path = inner('misnamed');
    const file = join(path, 'toinen.yaml');
    writeFileSync(file, published);
    expect(refusal(() => loadPolicies(path)).problems).toEqual([
      { file, line: 2, pointer: '/register', reason: 'is not the name of the file' },
    ]);
  });

  it('tells the faults of all its files at once', () => {
    const path = inner('two-bad');
    writeFileSync(join(path, 'a.yaml'), '');
    writeFileSync(join(path, 'b.yaml'), 'x: [');
    const files = refusal(() => loadPolicies(path)).problems.map(({ file }) => file);
    expect(new Set(files)).toEqual(new Set([join(path, 'a.yaml'), join(path, 'b.yaml')]));
  });

  it.each(['empty-folder', 'missing-folder'])('is refused when it holds no policy (%s)', (name) => {
    const path = name === 'empty-folder' ? inner(name) : join(folder, name);
    expect(refusal(() => loadPolicies(path)).problems).toEqual([
      { file: path, line: 1, pointer: '', reason: 'holds no policy' },
    ]);
  });
});
