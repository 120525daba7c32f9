import { createHash } from 'node:crypto';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { CONSUMER_WITH_OPEN_INVOICE, copyInput, policyOf, TODAY } from '../../test/support/answers.js';
import { keptAccess, keptPortable, type Sample, textsOf } from '../../test/support/copies.js';
import { plan } from '../domain/planner.js';
import type { AccessCopy } from './copy-document.js';
import { safeCell } from './portable-csv.js';

const copyOf = async (changes: Partial<Sample> = {}) =>
  JSON.parse((await textsOf(await keptAccess(copyInput(changes)))).get('copy.json')!) as AccessCopy;
const portable = async (changes: Partial<Sample> = {}) => {
  const input = copyInput(changes);
  const facts = { ...CONSUMER_WITH_OPEN_INVOICE, data: input.data };
  return textsOf(await keptPortable({ ...input, plan: plan('portability', facts, input.policy, TODAY) }));
};

describe('the access copy', async () => {
  const copy = await copyOf();
  const datum = (value: string) => copy.data.find((each) => each.value === value)!;

  it('holds every value, also replaced ones, with where and when it came from', () => {
    expect(copy.data).toHaveLength(15);
    expect(datum('aino.vanha@esimerkki.example').replacedAt).toBe('2024-02-03T08:00:00.000Z');
    expect(datum('+358 40 000 0001').source.text).toContain('Viranomaiset');
    expect(datum('Aino Esimerkki').legalBasis.text).toContain('6 artiklan 1 kohdan b alakohta');
  });

  it('ties data to their record and its reference', () => {
    const onInvoice = copy.data.filter(({ record }) => record?.reference === 'L-2026-15');
    expect(onInvoice.map(({ category }) => category)).toEqual(['postal-address', 'invoice']);
    expect(onInvoice[0]!.record).toMatchObject({
      kind: 'invoice',
      date: '2026-10-15',
      dueOn: '2026-11-14',
      balance: '120.00',
      status: 'open',
    });
  });

  it('says when the data goes as things stand: the criteria and the date they would give today', () => {
    expect(datum('+358 40 000 0001').plannedErasure.text).toBe(
      '10 vuotta asiakassuhteen päättymisestä. Jos näin kävisi tänään: 20.11.2036 asti.',
    );
  });

  it('gives the date where it is known', async () => {
    const ended = { ...CONSUMER_WITH_OPEN_INVOICE.person, relationshipEnd: '2026-01-31' };
    const facts = { ...CONSUMER_WITH_OPEN_INVOICE, person: ended };
    const { data } = await copyOf({
      retentionPlan: plan('retention', facts, policyOf('konttorimix'), TODAY),
    });
    expect(data.find(({ value }) => value === '+358 40 000 0001')!.plannedErasure).toEqual({
      lastDay: '2036-01-31',
      text: 'Säilytetään 31.1.2036 asti, sitten poistetaan',
    });
  });

  it('names the actual recipients with dates, and the possible ones apart', () => {
    expect(copy.recipients).toMatchObject([
      { name: 'Kirjanpito Lumikellotar Oy', disclosedOn: '2026-10-15', ground: { text: 'laskutus' } },
    ]);
    expect(copy.possibleRecipients.map(({ name }) => name)).toContain('Saatavapalvelu Kanervanummi Oy');
  });

  it('tells purposes, transfers, safeguards, rights, remedies and when the data was looked at and why', () => {
    expect(copy.purposes).toHaveLength(7);
    expect(copy.transfers.safeguards).toContain('ei ole ilmoittanut');
    expect(copy.rights.list).toHaveLength(6);
    expect(copy.complaint.authority.post).toBe('PL 800, 00531 Helsinki');
    expect(copy.reads).toEqual([
      {
        at: '2026-11-03T07:30:00Z',
        purpose: {
          code: 'order-handling',
          text: 'Otamme tilaukset vastaan, käsittelemme ne ja arkistoimme ne.',
        },
      },
    ]);
    expect(copy.restrictions[0]).toContain('1.11.2026');
    expect(copy.prohibitions).toEqual([{ code: 'dm', text: 'suoramarkkinointi' }]);
  });

  it.each([
    ['nokopa', false, 'Automaattisia päätöksiä ei tehdä.'],
    ['konttorimix', null, 'ei ole ilmoittanut'],
  ])('says of automated decisions what the controller %s has said', async (register, made, sentence) => {
    const { automatedDecisions } = await copyOf({ policy: policyOf(register) });
    expect(automatedDecisions.made).toBe(made);
    expect(automatedDecisions.text).toContain(sentence);
  });

  it('says so where the controller has stated no retention, and gives what the law says', async () => {
    const policy = policyOf('nummek');
    for (const { plannedErasure } of (await copyOf({ policy, retentionPlan: null })).data) {
      expect(plannedErasure.text).toContain('ei ole ilmoittanut säilytysaikaa');
      expect(plannedErasure.text).toContain('kirjanpitolain (1336/1997) 2 luvun 10 §');
    }
  });

  it('names the day until which a statute keeps a datum in any case, although another end is open', async () => {
    const ofInvoice = (await copyOf({})).data.filter(({ category }) => category === 'invoice');
    const texts = ofInvoice.map(({ plannedErasure }) => plannedErasure.text);
    expect(texts[0]).toContain('Kunnes lasku on selvitetty. Joka tapauksessa 31.12.2032 asti.');
    expect(texts[1]).toMatch(/Joka tapauksessa 31\.12\.2026 asti\.$/);
    expect(texts[2]).not.toContain('Joka tapauksessa');
  });

  it('tells at its head what is held of each category and until when', () => {
    const orders = copy.categories.find(({ code }) => code === 'order')!;
    expect(orders).toMatchObject({ text: 'Tilaustiedot', count: 4 });
    const held = copy.categories.reduce((sum, { count }) => sum + count, 0);
    expect(held).toBe(copy.data.length);
    for (const { storage } of copy.categories) expect(storage.length).toBeGreaterThan(0);
  });

  it('leaves out what the plan leaves out, and says why without the value', async () => {
    const input = copyInput();
    const data = input.plan.data.map((each) =>
      each.datum === 'd6' ? { ...each, outcome: 'omit' as const, rule: 'access.copy' as const } : each,
    );
    const { data: given, omitted } = await copyOf({ plan: { ...input.plan, data } });
    expect(given.some(({ category }) => category === 'marketing-profile')).toBe(false);
    expect(omitted).toHaveLength(1);
    expect(JSON.stringify(omitted)).not.toContain('toimistokalusteet');
  });

  it('reads the same as a page, with everything escaped', async () => {
    const [value] = ['<script>alert(1)</script>'];
    const input = copyInput();
    const data = input.data.map((each) => ({ ...each, value: value! }));
    const page = (await textsOf(await keptAccess({ ...input, data }))).get('copy.html')!;
    expect(page).not.toContain('<script');
    expect(page).toContain('&#60;script');
    expect(page).toContain('3.11.2026 09.30');
  });
});

describe('the portability package', async () => {
  const files = await portable();

  it('validates against the schema that comes with it', () => {
    const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
    (addFormats as unknown as (on: Ajv2020) => void)(ajv);
    const validate = ajv.compile(JSON.parse(files.get('schema.json')!) as object);
    expect(validate(JSON.parse(files.get('data.json')!)), JSON.stringify(validate.errors)).toBe(true);
    expect(
      validate({ ...(JSON.parse(files.get('data.json')!) as object), data: [{ category: 'soul' }] }),
    ).toBe(false);
  });

  it('holds what the person provided and nothing derived', () => {
    const { data } = JSON.parse(files.get('data.json')!) as { data: { category: string }[] };
    expect(data).toHaveLength(14);
    expect([...files.keys()]).not.toContain('marketing-profile.csv');
  });

  it('lists every file with its checksum', () => {
    const manifest = JSON.parse(files.get('manifest.json')!) as {
      files: { name: string; sha256: string }[];
    };
    const others = [...files.keys()].filter((name) => name !== 'manifest.json');
    expect(manifest.files.map(({ name }) => name)).toEqual(others);
    for (const { name, sha256 } of manifest.files) {
      expect(sha256).toBe(createHash('sha256').update(files.get(name)!, 'utf8').digest('hex'));
    }
  });

  it.each([
    ['fi', ';'],
    ['sv', ';'],
    ['en', ','],
  ] as const)('writes CSV that a %s spreadsheet opens', async (language, delimiter) => {
    const csv = (await portable({ language })).get('phone.csv')!;
    expect(csv.startsWith('\uFEFF')).toBe(true);
    const [row] = parse(csv, { bom: true, columns: true, delimiter }) as Record<string, string>[];
    expect(row!['value']).toBe('+358 40 000 0001');
  });

  it('spreads the contents of a record over columns, and disarms formulas', () => {
    const [row] = parse(files.get('invoice.csv')!, { bom: true, columns: true, delimiter: ';' }) as Record<
      string,
      string
    >[];
    expect(row).toMatchObject({
      reference: 'L-2026-15',
      total: '120.00',
      payer: "'=cmd|calc",
      'record.date': '2026-10-15',
    });
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['+cmd', "'+cmd"],
    ['-2+3', "'-2+3"],
    ['\t=1', "'\t=1"],
    ['＝1', "'＝1"],
    ['+358401234567', '+358401234567'],
    ['-12,50', '-12,50'],
    ['Aino', 'Aino'],
  ])('makes %j safe', (typed, safe) => {
    expect(safeCell(typed)).toBe(safe);
  });
});
