import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { ANCHORS, DISCLOSURE_GROUNDS } from '../domain/register-policy.js';
import { CATEGORIES, LANGUAGES, PROHIBITIONS, RECORD_KINDS, RIGHTS } from '../domain/category.js';
import { HOLD_CODES } from '../domain/hold-type.js';
import { ITEM_STATES } from '../domain/lifecycle.js';
import { OUTCOMES } from '../domain/plan.js';
import { RULE_IDS } from '../domain/rule.js';
import { CATALOGUES, LOCALES, type TextKey, textsIn } from './texts.js';

const KEYS = Object.keys(CATALOGUES.fi) as TextKey[];

/** Names of the values a message takes, with the choices of its selects. */
function takes(language: (typeof LANGUAGES)[number], key: TextKey): string[] {
  const ast = new IntlMessageFormat(CATALOGUES[language][key], LOCALES[language], undefined, {
    ignoreTag: true,
  }).getAst();
  const found = new Set<string>();
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(walk);
    if (typeof node !== 'object' || node === null) return;
    const { type, value, options } = node as {
      type?: number;
      value?: unknown;
      options?: Record<string, { value: unknown }>;
    };
    if (typeof type === 'number' && type !== 0 && type !== 7 && typeof value === 'string') found.add(value);
    for (const option of Object.values(options ?? {})) walk(option.value);
  };
  walk(ast);
  return [...found].sort();
}

describe('texts', () => {
  it('say everything in all three languages', () => {
    for (const language of LANGUAGES) {
      expect(Object.keys(CATALOGUES[language])).toEqual(KEYS);
      for (const key of KEYS) expect(CATALOGUES[language][key].trim(), `${language} ${key}`).not.toBe('');
    }
  });

  it('take the same values in every language', () => {
    expect(takes('fi', 'record.label')).toEqual(['date', 'hasDate', 'hasReference', 'kind', 'reference']);
    for (const key of KEYS) {
      expect(takes('sv', key), key).toEqual(takes('fi', key));
      expect(takes('en', key), key).toEqual(takes('fi', key));
    }
  });

  it('are translated, not copied', () => {
    const sentences = KEYS.filter(
      (key) => CATALOGUES.fi[key].split(' ').length > 3 && key !== 'record.label',
    );
    expect(sentences.filter((key) => CATALOGUES.fi[key] === CATALOGUES.sv[key])).toEqual([]);
    expect(sentences.filter((key) => CATALOGUES.fi[key] === CATALOGUES.en[key])).toEqual([]);
    expect(sentences.filter((key) => CATALOGUES.sv[key] === CATALOGUES.en[key])).toEqual([]);
  });

  it.each([
    ['category', CATEGORIES],
    ['record', RECORD_KINDS],
    ['right', RIGHTS],
    ['rightWithLaw', RIGHTS],
    ['rightHelp', RIGHTS],
    ['state', ITEM_STATES],
    ['outcome', OUTCOMES],
    ['outcomeReason', OUTCOMES],
    ['hold', HOLD_CODES],
    ['holdReason', HOLD_CODES],
    ['holdUntil', HOLD_CODES],
    ['prohibition', PROHIBITIONS],
    ['anchor', ANCHORS],
    ['disclosureGround', DISCLOSURE_GROUNDS],
    ['rule', RULE_IDS.filter((rule) => !HOLD_CODES.includes(rule.replace('hold.', '')))],
  ])('name every %s', (prefix, codes) => {
    for (const code of codes) expect(KEYS, `${prefix}.${code}`).toContain(`${prefix}.${code}`);
  });

  it.each([
    // Uppgifter are data in these texts, never tasks.
    ['sv', /lagt ut uppgifter|din uppgift som|uppgiften pågår/i],
    ['sv', /verifikat(?:et|en)?(?!\p{L})/iu],
    ['sv', /svarar på kontakter|kännetecken/i],
    ['sv', /önskar begäran|skriftligt och undertecknad/],
    ['fi', /viimeistään kuukauden kuluessa/],
    ['en', /mark of a prohibition/i],
  ] as const)('keep to one word for one thing: %s without %s', (language, words) => {
    expect(Object.values(CATALOGUES[language]).filter((text) => words.test(text))).toEqual([]);
  });

  it('count in each language', () => {
    const period = (years: number, rest: number) => ({ months: years * 12 + rest, years, rest, days: 0 });
    expect(textsIn('fi')('period', period(1, 0))).toBe('1 vuosi');
    expect(textsIn('fi')('period', period(10, 0))).toBe('10 vuotta');
    expect(textsIn('sv')('period', period(1, 1))).toBe('1 år 1 månad');
    expect(textsIn('en')('period', period(2, 6))).toBe('2 years 6 months');
  });

  it('refuse a text whose value was forgotten', () => {
    expect(() => textsIn('en')('until.date')).toThrow();
  });

  it('leave markup in a value as it is, for the page to escape', () => {
    expect(textsIn('en')('copyDoc.safeguards', { text: '<b>x</b>' })).toBe('Safeguards: <b>x</b>');
  });
});
