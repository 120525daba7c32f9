import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runImport } from '../src/cli/import.js';
import { CsvImport } from '../src/customers/import/csv-import.service.js';
import type { ImportKind } from '../src/customers/import/import-columns.js';
import { ImportRefused, type ImportReport } from '../src/customers/import/import-report.js';
import { Database } from '../src/database/database.js';
import { Suppressions } from '../src/objections/suppressions.js';
import { Policies } from '../src/registers/policies.js';
import { type RegisterApp, type Staff, startRegisterApp } from './support/register-app.js';

const REGISTER = 'nokopa';

let app: RegisterApp;
let clerk: Staff;

beforeAll(async () => {
  app = await startRegisterApp();
  clerk = app.as('clerk');
});
afterAll(() => app?.stop());

const importing = (kind: ImportKind, text: string | Buffer, register = REGISTER): Promise<ImportReport> =>
  app.app.get(CsvImport).importCsv(register, kind, Readable.from([text]), 'system');

const counts = ({ imported, updated, unchanged, failed }: ImportReport) => ({
  imported,
  updated,
  unchanged,
  failed,
});

interface Found {
  readonly id: string;
  readonly version: number;
  readonly prohibitions: string[];
  readonly data: { id: string; category: string; value: unknown; basis: string }[];
}

async function customer(customerNumber: string): Promise<Found> {
  const { body } = await clerk.post(`${REGISTER}/customers/search`, { customerNumber }).expect(200);
  const [found] = (body as { data: { id: string }[] }).data;
  return (await clerk.get(`${REGISTER}/customers/${found!.id}`).expect(200)).body as Found;
}

const valueOf = ({ data }: Found, category: string) =>
  data.find((datum) => datum.category === category)?.value;

/** Everything that would show that something was written. */
async function state(): Promise<object> {
  const [row] = await app.owner.query<object[]>(`select
    (select count(*)::int from audit_entry where action <> 'customer.read' and action <> 'customers.searched') as notes,
    (select sum(version)::int from customer) as versions,
    (select sum(version)::int from record) as records,
    (select count(*)::int from datum) as data, (select count(*)::int from blind_index_entry) as entries`);
  return row!;
}

describe('a file of customers', () => {
  const file = [
    '\uFEFFcustomerNumber;personType;name;email;phone;postalAddress;relationshipEnd;consentEmail',
    'T1;consumer;Tuija Tuonti;tuija@posti.example;0501112222;"Tie 1; A 2\n00100 Helsinki";;yes',
    'T2;contact-person;Olli Orga;olli@orga.example;;;2026-01-31;no',
    '',
  ].join('\r\n');

  it('is taken in, and taken in again changes nothing, not even a version', async () => {
    expect(await importing('customers', file)).toEqual({
      imported: 2,
      updated: 0,
      unchanged: 0,
      failed: 0,
      errors: [],
    });
    const found = await customer('T1');
    expect(valueOf(found, 'name')).toBe('Tuija Tuonti');
    expect(valueOf(found, 'postal-address')).toBe('Tie 1; A 2\n00100 Helsinki');
    expect(found.data.find(({ category }) => category === 'email')?.basis).toBe('consent');
    const before = await state();
    expect(counts(await importing('customers', file))).toEqual({
      imported: 0,
      updated: 0,
      unchanged: 2,
      failed: 0,
    });
    expect(await state()).toEqual(before);
  });

  it('is the same file with commas and another order of columns', async () => {
    const other =
      'consentEmail,relationshipEnd,personType,customerNumber,name,email,phone,postalAddress\n' +
      'no,2026-01-31,contact-person,T2,Olli Orga,olli@orga.example,,\n';
    expect(counts(await importing('customers', other))).toMatchObject({ unchanged: 1 });
  });

  it('changes what a changed line changes, and an empty cell takes nothing away', async () => {
    const changed =
      'customerNumber;personType;name;email;phone\nT1;consumer;Tuija Tuonti;uusi@posti.example;\n';
    expect(counts(await importing('customers', changed))).toMatchObject({ updated: 1, failed: 0 });
    const found = await customer('T1');
    expect(valueOf(found, 'email')).toBe('uusi@posti.example');
    expect(valueOf(found, 'phone')).toBe('0501112222');
    expect(found.version).toBe(2);
    const { body } = await clerk
      .post(`${REGISTER}/customers/search`, { email: 'tuija@posti.example' })
      .expect(200);
    expect((body as { data: object[] }).data).toEqual([]);
  });

  it('does not bring back a value that was corrected, and says so', async () => {
    const header = 'customerNumber;personType;name;phone\n';
    await importing('customers', `${header}T3;consumer;Väärä Nimi;050333\n`);
    const { id, data } = await customer('T3');
    const name = data.find(({ category }) => category === 'name')!;
    await clerk.patch(`${REGISTER}/customers/${id}/data/${name.id}`, { value: 'Oikea Nimi' }).expect(200);
    const report = await importing('customers', `${header}T3;consumer;Väärä Nimi;050444\n`);
    expect(report).toMatchObject({
      failed: 1,
      errors: [{ line: 2, column: 'name', code: 'CORRECTED_VALUE' }],
    });
    expect(valueOf(await customer('T3'), 'name')).toBe('Oikea Nimi');
    expect(counts(await importing('customers', `${header}T3;consumer;Oikea Nimi;050444\n`))).toMatchObject({
      updated: 1,
    });
  });

  it('brings known prohibitions and cannot bring back the erased', async () => {
    const suppressions = app.app.get(Suppressions);
    await app.app.get(Database).inRegister(REGISTER, async (tx) => {
      await suppressions.write(tx, REGISTER, { phone: '+358505550001' }, ['dm'], '2026-01-01');
      await suppressions.write(tx, REGISTER, { customerNumber: 'T9' }, ['erased'], '2026-01-01');
    });
    const report = await importing(
      'customers',
      'customerNumber;personType;phone;prohibitions\nT8;consumer;050 555 0001;profiling\nT9;consumer;050 555 0002;\n',
    );
    expect(report).toMatchObject({
      imported: 1,
      errors: [{ line: 3, column: 'customerNumber', code: 'PERSON_ERASED' }],
    });
    expect((await customer('T8')).prohibitions).toEqual(['dm', 'profiling']);
  });

  it('leaves restricted persons alone', async () => {
    const header = 'customerNumber;personType;name\n';
    await importing('customers', `${header}T10;consumer;Rauha Rajattu\n`);
    const { id } = await customer('T10');
    await clerk.post(`${REGISTER}/customers/${id}/restrictions`, { ground: '18(1)(b)' }).expect(201);
    const report = await importing(
      'customers',
      `${header}T10;consumer;Joku Muu\nT11;consumer;Sanna Sallittu\n`,
    );
    expect(report).toMatchObject({ imported: 1, failed: 1, errors: [{ line: 2, code: 'RESTRICTED' }] });
  });
});

describe('a bad line', () => {
  const CANARY = 'Kanarialintunen';

  it('stops no good one, is told by line, column and code, and never with a value', async () => {
    const lines = [
      'customerNumber;personType;name;email;phone;lastContact;source',
      'B1;consumer;Hyvä Yksi;;;;',
      `B2;${CANARY};${CANARY};;;;`,
      `B3;consumer;${CANARY};${CANARY};${CANARY};2026-02-30;`,
      `;consumer;${CANARY};;;;`,
      `B5;consumer;${CANARY}`,
      `B6;consumer;"${CANARY};;;;`,
      `B7;consumer;${CANARY};;;;${CANARY}`,
      `B1;consumer;${CANARY};;;;`,
      'B8;consumer;Hyvä Kaksi;;;;',
      ';;;;;;',
      `B9;consumer;"Hyvä ""Kolme""";;;;`,
    ];
    const report = await importing('customers', lines.join('\n'));
    expect(counts(report)).toEqual({ imported: 3, updated: 0, unchanged: 0, failed: 7 });
    expect(report.errors.map(({ line, column, code }) => [line, column, code])).toEqual([
      [3, 'personType', 'INVALID_CODE'],
      [4, 'email', 'INVALID_EMAIL'],
      [4, 'phone', 'INVALID_PHONE'],
      [4, 'lastContact', 'INVALID_DATE'],
      [5, 'customerNumber', 'MISSING_VALUE'],
      [6, null, 'COLUMN_COUNT'],
      [7, null, 'MALFORMED'],
      [8, 'source', 'UNKNOWN_SOURCE'],
      [9, null, 'DUPLICATE'],
    ]);
    expect(JSON.stringify(report)).not.toContain(CANARY);
    expect(valueOf(await customer('B9'), 'name')).toBe('Hyvä "Kolme"');
  });

  it('may be endless or not be UTF-8, and costs only itself', async () => {
    const text = Buffer.concat([
      Buffer.from('customerNumber;personType;name\nE1;consumer;'),
      Buffer.from('äö', 'latin1'),
      Buffer.from(`\nE2;consumer;${'x'.repeat(300_000)}\nE3;consumer;Hyvä Loppu\n`),
    ]);
    const report = await importing('customers', text);
    expect(report).toMatchObject({
      imported: 1,
      errors: [
        { line: 2, column: 'name', code: 'INVALID_ENCODING' },
        { line: 3, code: 'LINE_TOO_LONG' },
      ],
    });
  });

  it('keeps formulas as the text they are, and drops control characters', async () => {
    await importing(
      'customers',
      'customerNumber;personType;name;note\nF1;consumer;"Pelle\u0007 \u202ePeloton";=1+1\n',
    );
    const found = await customer('F1');
    expect(valueOf(found, 'note')).toBe('=1+1');
    expect(valueOf(found, 'name')).toBe('Pelle Peloton');
  });
});

describe('a file that does not fit', () => {
  it.each([
    ['is empty', '', 'no header row'],
    ['lacks a column', 'customerNumber;name\nX1;Nimi\n', 'missing columns: personType'],
    ['has no header', 'X1;consumer;Salainen Nimi\n', 'unknown columns at position 1, 2, 3'],
    ['names a column twice', 'customerNumber;personType;name;name\n', 'named twice'],
  ])('is refused as a whole when it %s', async (_, text, reason) => {
    const refused = await importing('customers', text).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ImportRefused);
    expect((refused as Error).message).toContain(reason);
    expect((refused as Error).message).not.toContain('Salainen');
  });
});

describe('a file of records', () => {
  const orders = 'customerNumber;reference;date;description\nR1;O-1;2026-10-01;kaksi tuolia\n';
  const invoiceHeader =
    'customerNumber;reference;orderReference;date;bookedOn;dueOn;balance;status;buyerName;description\n';
  const invoice = (balance: string, status: string, description = 'tuolit') =>
    `${invoiceHeader}R1;L-1;O-1;2026-10-15;2026-10-15;2026-11-14;${balance};${status};Risto Rekordi;${description}\n`;

  beforeAll(async () => {
    await importing(
      'customers',
      'customerNumber;personType;name\nR1;consumer;Risto Rekordi\nR2;consumer;Toinen\n',
    );
    expect(counts(await importing('orders', orders))).toMatchObject({ imported: 1, failed: 0 });
    expect(counts(await importing('invoices', invoice('120.00', 'open')))).toMatchObject({
      imported: 1,
      failed: 0,
    });
  });

  it('hangs on its customer and its order', async () => {
    const { id } = await customer('R1');
    const order = await clerk.get(`${REGISTER}/customers/${id}/orders`).expect(200);
    const [{ id: orderId }] = (order.body as { data: [{ id: string }] }).data;
    const { body } = await clerk.get(`${REGISTER}/customers/${id}/invoices`).expect(200);
    expect(body).toMatchObject({
      data: [
        {
          reference: 'L-1',
          orderId,
          balance: '120.00',
          data: [
            { category: 'name', value: 'Risto Rekordi' },
            { category: 'invoice', value: { reference: 'L-1', description: 'tuolit' } },
          ],
        },
      ],
    });
  });

  it('brings payments and nothing twice; a payment wakes the erasures that wait for it', async () => {
    const before = await state();
    expect(counts(await importing('invoices', invoice('120.00', 'open')))).toMatchObject({ unchanged: 1 });
    expect(await state()).toEqual(before);
    app.nudges.resumed.length = 0;
    expect(counts(await importing('invoices', invoice('0.00', 'paid')))).toMatchObject({
      updated: 1,
      failed: 0,
    });
    const { id } = await customer('R1');
    expect(app.nudges.resumed).toEqual([{ register: REGISTER, customerId: id }]);
    const { body } = await clerk.get(`${REGISTER}/customers/${id}/invoices`).expect(200);
    expect(body).toMatchObject({ data: [{ status: 'paid', balance: '0.00', version: 2 }] });
  });

  it('does not alter a voucher', async () => {
    const report = await importing('invoices', invoice('0.00', 'paid', 'pöytä'));
    expect(report).toMatchObject({ failed: 1, errors: [{ line: 2, code: 'VOUCHER_UNALTERABLE' }] });
  });

  it('changes the content of what is no voucher', async () => {
    const changed = orders.replace('kaksi tuolia', 'kolme tuolia');
    expect(counts(await importing('orders', changed))).toMatchObject({ updated: 1 });
    const { id } = await customer('R1');
    const { body } = await clerk.get(`${REGISTER}/customers/${id}/orders`).expect(200);
    expect(body).toMatchObject({
      data: [{ data: [{ value: { reference: 'O-1', description: 'kolme tuolia' } }] }],
    });
  });

  it('is refused line by line for strangers, taken references and unknown orders', async () => {
    const report = await importing(
      'invoices',
      `${invoiceHeader}NOBODY;L-2;;2026-10-15;2026-10-15;2026-11-14;1.00;open;;\n` +
        'R2;L-1;;2026-10-15;2026-10-15;2026-11-14;1.00;open;;\n' +
        'R2;L-3;O-1;2026-10-15;2026-10-15;2026-11-14;1.00;open;;\n' +
        'R2;L-4;;2026-10-15;2026-10-15;2026-11-14;1,00;maybe;;\n' +
        'R2;L-5;;2026-10-15;2026-10-15;2026-11-14;1.00;open;;\n',
    );
    expect(counts(report)).toMatchObject({ imported: 1, failed: 4 });
    expect(report.errors.map(({ line, column, code }) => [line, column, code])).toEqual([
      [2, 'customerNumber', 'UNKNOWN_CUSTOMER'],
      [3, 'reference', 'REFERENCE_TAKEN'],
      [4, 'orderReference', 'UNKNOWN_ORDER'],
      [5, 'balance', 'INVALID_AMOUNT'],
      [5, 'status', 'INVALID_CODE'],
    ]);
  });

  it('brings only payments to a restricted person', async () => {
    const { id } = await customer('R2');
    await clerk.post(`${REGISTER}/customers/${id}/restrictions`, { ground: '18(1)(a)' }).expect(201);
    const line = (balance: string, status: string, due = '2026-11-14') =>
      `${invoiceHeader}R2;L-5;;2026-10-15;2026-10-15;${due};${balance};${status};;\n`;
    expect(await importing('invoices', line('1.00', 'open', '2026-12-14'))).toMatchObject({
      errors: [{ code: 'RESTRICTED' }],
    });
    expect(counts(await importing('invoices', line('0.00', 'paid')))).toMatchObject({
      updated: 1,
      failed: 0,
    });
    const blocked = 'customerNumber;reference;date\nR2;O-2;2026-11-01\n';
    expect(await importing('orders', blocked)).toMatchObject({ errors: [{ line: 2, code: 'RESTRICTED' }] });
  });

  it('may tell who received what, once, on the grounds of the policy', async () => {
    const { code } = app.app.get(Policies).of(REGISTER).recipients[0]!;
    const text =
      'customerNumber;recipient;categories;ground;disclosedOn\n' +
      `R1;${code};name|invoice;billing;2026-11-01\nR1;${code};name;marketing;2026-11-01\nR1;stranger;name;billing;2026-11-01\n`;
    const report = await importing('disclosures', text);
    expect(report.errors.map(({ line, code: problem }) => [line, problem])).toEqual([
      [3, 'DISCLOSURE_NOT_ALLOWED'],
      [4, 'UNKNOWN_RECIPIENT'],
    ]);
    expect(counts(await importing('disclosures', text))).toMatchObject({ imported: 0, unchanged: 1 });
  });
});

describe('the command', () => {
  it('says with its exit code whether all, some or none could be read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'suoja-import-'));
    const lines: string[] = [];
    const output = { out: (text: string) => lines.push(text), err: (text: string) => lines.push(text) };
    const run = async (text: string | null, also: object = {}) => {
      const file = join(folder, 'file.csv');
      if (text !== null) await writeFile(file, text);
      const given = { register: REGISTER, kind: 'customers', file, json: true, ...also };
      return runImport(app.app, given, output);
    };
    try {
      const header = 'customerNumber;personType\n';
      expect(await run(`${header}K1;consumer\n`)).toBe(0);
      expect(JSON.parse(lines.at(-1)!)).toMatchObject({ imported: 1, errors: [] });
      expect(await run(`${header}K2;robot\n`, { json: false })).toBe(1);
      expect(lines.at(-1)).toMatch(/not taken in 1\nline 2: personType: INVALID_CODE/);
      expect(await run('Matti;Mallikas\n')).toBe(2);
      expect(lines.at(-1)).not.toContain('Matti');
      expect(await run(header, { register: 'nowhere' })).toBe(2);
      expect(await run(header, { kind: 'secrets' })).toBe(2);
      expect(await run(null, { file: join(folder, 'absent.csv') })).toBe(2);
      expect(await run(null, { file: folder })).toBe(2);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

it('takes in thousands of lines, and files at once do not enter anyone twice', async () => {
  const header = 'customerNumber;personType;name;email;phone;postalAddress;note\n';
  const lines = Array.from(
    { length: 1500 },
    (_, at) =>
      `N${at};consumer;Nimi Numero${at};n${at}@posti.example;0409${100000 + at};Tie ${at};huomio ${at}`,
  );
  const first = await importing('customers', header + lines.join('\n'), 'umacon');
  expect(counts(first)).toMatchObject({ imported: 1500, failed: 0 });
  const file = header + lines.slice(0, 300).join('\n');
  const reports = await Promise.all([1, 2, 3].map(() => importing('customers', file, 'nummek')));
  expect(reports.reduce((sum, { imported }) => sum + imported, 0)).toBe(300);
  expect(reports.reduce((sum, { unchanged }) => sum + unchanged, 0)).toBe(600);
  const orders = lines.map((_, at) => `N${at};T-${at};2026-01-01;tilaus ${at}`).join('\n');
  const imported = await importing(
    'orders',
    `customerNumber;reference;date;description\n${orders}`,
    'umacon',
  );
  expect(counts(imported)).toMatchObject({ imported: 1500 });
});
