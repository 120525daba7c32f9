import { createHash } from 'node:crypto';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccessCopy } from '../src/answers/copy-document.js';
import type { PortableData } from '../src/answers/portable-data.js';
import { fetchPackage, mailsTo } from './support/cases.js';
import {
  askAndVerify,
  caseOf,
  type GivenPerson,
  givenCustomer,
  givenRecord,
  mailTo,
  untilState,
} from './support/given.js';
import { type Login, startTestApp, type TestApp, until } from './support/test-app.js';

let app: TestApp;
let clerk: Login;

beforeAll(async () => {
  app = await startTestApp();
  clerk = await app.login('clerk');
});
afterAll(() => app.stop());

describe('S27: a consumer moves on', () => {
  const register = 'umacon';
  let person: GivenPerson;
  let files: Map<string, string>;

  beforeAll(async () => {
    person = await givenCustomer(app, clerk, register, {
      data: [
        { category: 'ip-address', value: '192.0.2.5', providedBy: 'observed' },
        { category: 'note', value: 'Luottoluokka C', providedBy: 'derived' },
        { category: 'marketing-profile', value: 'kahvinystävä', basis: 'legitimate-interest' },
        { category: 'manual-material', value: 'messukortti' },
      ],
    });
    await givenRecord(app, clerk, register, person, 'orders', {
      date: '2026-05-05',
      reference: 'TILAUS-27',
      data: [{ category: 'order', value: { reference: 'TILAUS-27', rows: '=cmd|"/c calc"; tuoli' } }],
    });
    await askAndVerify(app, register, person, ['portability']);
    files = await fetchPackage(app, person.email);
  });

  it('gets what they provided, and nothing derived, weighed or on paper', () => {
    const { data } = JSON.parse(files.get('data.json')!) as PortableData;
    expect(data.map(({ category }) => category).sort()).toEqual(
      ['name', 'email', 'phone', 'postal-address', 'ip-address', 'order'].sort(),
    );
    const everything = [...files.values()].join('\n');
    for (const own of [person.name, person.email, '192.0.2.5', 'TILAUS-27'])
      expect(everything).toContain(own);
    for (const other of ['Luottoluokka', 'kahvinystävä', 'messukortti'])
      expect(everything).not.toContain(other);
  });

  it('as JSON that fits its schema, and as CSV that a spreadsheet does not run', () => {
    const schema = JSON.parse(files.get('schema.json')!) as object;
    const fits = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
    expect(fits(JSON.parse(files.get('data.json')!))).toBe(true);
    expect(fits({})).toBe(false);
    const [email] = parse(files.get('email.csv')!, { columns: true, bom: true, delimiter: ';' }) as Record<
      string,
      string
    >[];
    expect(Object.values(email!)).toContain(person.email);
    const cells = (parse(files.get('order.csv')!, { bom: true, delimiter: ';' }) as string[][]).flat();
    for (const cell of cells) expect(cell).not.toMatch(/^[=+@]/);
  });

  it('with a list of the files by which a loss or change shows', () => {
    const { files: listed } = JSON.parse(files.get('manifest.json')!) as {
      files: { name: string; bytes: number; sha256: string }[];
    };
    const single = [...files.keys()].filter((name) => !name.endsWith('.zip'));
    expect(single).toHaveLength(files.size - 1);
    expect([...listed.map(({ name }) => name), 'manifest.json'].sort()).toEqual(single.sort());
    for (const { name, bytes, sha256 } of listed) {
      const content = Buffer.from(files.get(name)!);
      expect(content.length).toBe(bytes);
      expect(createHash('sha256').update(content).digest('hex')).toBe(sha256);
    }
  });

  it('is a part of what access gives, and deletes nothing', async () => {
    const { data } = JSON.parse(files.get('data.json')!) as PortableData;
    await askAndVerify(app, register, person, ['access']);
    const copy = JSON.parse(
      await until('the copy', async () => (await fetchPackage(app, person.email)).get('copy.json')),
    ) as AccessCopy;
    const values = copy.data.map(({ value }) => JSON.stringify(value));
    for (const { value } of data) expect(values).toContain(JSON.stringify(value));
    expect(copy.data.length).toBeGreaterThan(data.length);
  });
});

describe('S27: a contact person', () => {
  it('is refused, told why, and offered a copy', async () => {
    const register = 'umacon';
    const person = await givenCustomer(app, clerk, register, {
      personType: 'contact-person',
      data: [{ category: 'organisation', value: 'Esimerkkiyhtiö Oy' }],
    });
    await askAndVerify(app, register, person, ['portability']);
    const found = await caseOf(app, clerk, register, person.id);
    await untilState(app, clerk, register, found.id, 'portability', 'refused');
    const letter = await mailTo(app, person.email, 'Voit kuitenkin pyytää tiedoistasi jäljennöksen');
    expect(letter.text).toContain('20 artiklan');
    expect(letter.text).toContain('Lintulahdenkuja 4');
    expect(await mailsTo(app, person.email, '/package/')).toBe(0);
  });
});

describe('S27: a register whose notice does not name the right', () => {
  it('gives it all the same', async () => {
    const person = await givenCustomer(app, clerk, 'nummek');
    await askAndVerify(app, 'nummek', person, ['portability']);
    expect((await fetchPackage(app, person.email)).get('data.json')).toContain(person.email);
  });
});
