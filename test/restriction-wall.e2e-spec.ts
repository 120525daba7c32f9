import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CsvImport } from '../src/customers/import/csv-import.service.js';
import { Policies } from '../src/registers/policies.js';
import { type RegisterApp, type Staff, startRegisterApp } from './support/register-app.js';

const REGISTER = 'umacon';
const path = (rest = '') => `${REGISTER}/customers${rest}`;
const REASON = 'Perintä edellyttää yhteystiedon tarkistamista.';

let app: RegisterApp;
let clerk: Staff;
let supervisor: Staff;
let serial = 0;

beforeAll(async () => {
  app = await startRegisterApp();
  clerk = app.as('clerk');
  supervisor = app.as('supervisor');
});
afterAll(() => app?.stop());

interface Person {
  readonly id: string;
  readonly number: string;
  readonly email: string;
  readonly emailId: string;
  readonly noteId: string;
  readonly invoiceId: string;
  readonly invoiceDatum: string;
}

async function givenPerson(): Promise<Person> {
  const number = `W-${++serial}`;
  const email = `muuri${serial}@posti.example`;
  const created = await clerk.post(path(), {
    customerNumber: number,
    personType: 'consumer',
    data: [
      { category: 'name', value: `Muuri Rajattu${serial}` },
      { category: 'email', value: email },
      { category: 'note', value: 'muistiinpano' },
    ],
  });
  const { id } = created.body as { id: string };
  const invoice = { date: '2026-10-15', bookedOn: '2026-10-15', dueOn: '2026-11-14', balance: '120.00' };
  const added = await clerk.post(path(`/${id}/invoices`), {
    ...invoice,
    reference: `WL-${serial}`,
    status: 'open',
  });
  const invoiceId = (added.body as { id: string }).id;
  const data = await app.owner.query<{ id: string; category: string }[]>(
    'select id, category from datum where customer_id = $1',
    [id],
  );
  const idOf = (category: string) => data.find((datum) => datum.category === category)!.id;
  const ids = { emailId: idOf('email'), noteId: idOf('note'), invoiceDatum: idOf('invoice') };
  return { id, number, email, invoiceId, ...ids };
}

async function restrict({ id }: Person, scope: object): Promise<string> {
  const { body } = await clerk
    .post(path(`/${id}/restrictions`), { ground: '18(1)(a)', ...scope })
    .expect(201);
  return (body as { id: string }).id;
}

const permit = (person: Person, input: object = {}, staff = supervisor) =>
  staff.post(path(`/${person.id}/permitted-uses`), {
    ground: 'legal-claims',
    reason: REASON,
    operations: ['read'],
    ...input,
  });

const disclosure = (category: string) => ({
  recipient: app.app.get(Policies).of(REGISTER).recipients[0]!.code,
  categories: [category],
  ground: 'billing',
  disclosedOn: '2026-11-19',
});

async function importLine(kind: 'customers' | 'disclosures', line: string): Promise<string> {
  const stream = (async function* () {
    yield await Promise.resolve(line);
  })();
  const report = await app.app.get(CsvImport, { strict: false }).importCsv(REGISTER, kind, stream, 'system');
  return report.errors[0]?.code ?? (report.updated + report.imported > 0 ? 'taken' : 'unchanged');
}

type Attempt = (person: Person, as: Staff) => Promise<string>;
const status = async (sent: ReturnType<Staff['get']>) => {
  const { status: answered, body } = await sent;
  if (answered === 423)
    expect(JSON.stringify(body)).toMatch(/RESTRICTED.*18\(1\)\(a\)|18\(1\)\(a\).*RESTRICTED/);
  return String(answered);
};

/** A list answers 200 whatever is restricted: what counts is how many it leaves out. */
const counted = async (sent: ReturnType<Staff['get']>) => {
  const { status: answered, body } = await sent;
  return answered === 200 ? `200 −${(body as { restricted: number }).restricted}` : String(answered);
};

const categoriesListed = async (sent: ReturnType<Staff['get']>) => {
  const { status: answered, body } = await sent;
  const data = (body as { data?: { category: string }[] }).data ?? [];
  return answered === 200 ? data.map(({ category }) => category).join(' ') : String(answered);
};

const ATTEMPTS: Readonly<Record<string, Attempt>> = {
  'read the customer': (p, as) => status(as.get(path(`/${p.id}`))),
  'list the data': (p, as) => categoriesListed(as.get(path(`/${p.id}/data`))),
  'search by e-mail': (p, as) => counted(as.post(path('/search'), { email: p.email })),
  'list the invoices': (p, as) => counted(as.get(path(`/${p.id}/invoices`))),
  'read the invoice': (p, as) => status(as.get(path(`/${p.id}/invoices/${p.invoiceId}`))),
  'correct the e-mail': (p, as) =>
    status(as.patch(path(`/${p.id}/data/${p.emailId}`), { value: p.email.replace('@', '.uusi@') })),
  'correct the note': (p, as) => status(as.patch(path(`/${p.id}/data/${p.noteId}`), { value: 'toinen' })),
  'add an e-mail': (p, as) =>
    status(as.post(path(`/${p.id}/data`), { category: 'email', value: 'toinen@posti.example' })),
  'change the facts': (p, as) => status(as.patch(path(`/${p.id}`), { lastContact: '2026-11-01' })),
  'forbid marketing': (p, as) => status(as.patch(path(`/${p.id}`), { prohibitions: ['dm'] })),
  'remind of the invoice': (p, as) =>
    status(as.patch(path(`/${p.id}/invoices/${p.invoiceId}`), { lastReminderOn: '2026-11-19' })),
  'take in a payment': (p, as) =>
    status(as.patch(path(`/${p.id}/invoices/${p.invoiceId}`), { balance: '10.00' })),
  'disclose the e-mail': (p, as) => status(as.post(path(`/${p.id}/disclosures`), disclosure('email'))),
  'disclose the note': (p, as) => status(as.post(path(`/${p.id}/disclosures`), disclosure('note'))),
  'list the disclosures': (p, as) => status(as.get(path(`/${p.id}/disclosures`))),
  'list the restrictions': (p, as) => status(as.get(path(`/${p.id}/restrictions`))),
  'import another e-mail': (p) =>
    importLine('customers', `customerNumber;personType;email\n${p.number};consumer;tuotu@posti.example\n`),
  'import a disclosure of the e-mail': (p) =>
    importLine(
      'disclosures',
      `customerNumber;recipient;categories;ground;disclosedOn\n${p.number};${disclosure('email').recipient};email;billing;2026-11-18\n`,
    ),
};

type Scope = 'open' | 'person' | 'category' | 'datum' | 'invoice';
const SCOPES: Readonly<Record<Scope, (person: Person) => object | null>> = {
  open: () => null,
  person: () => ({}),
  category: () => ({ categories: ['email'] }),
  datum: ({ emailId }) => ({ data: [emailId] }),
  invoice: ({ invoiceDatum }) => ({ data: [invoiceDatum] }),
};

/** What each attempt answers under a restriction of each scope. */
const EXPECTED: Readonly<Record<string, Readonly<Record<Scope, string>>>> = {
  'read the customer': { open: '200', person: '423', category: '200', datum: '200', invoice: '200' },
  'list the data': {
    open: 'name email note',
    person: '423',
    category: 'name note',
    datum: 'name note',
    invoice: 'name email note',
  },
  'search by e-mail': {
    open: '200 −0',
    person: '200 −1',
    category: '200 −1',
    datum: '200 −1',
    invoice: '200 −0',
  },
  'list the invoices': {
    open: '200 −0',
    person: '423',
    category: '200 −0',
    datum: '200 −0',
    invoice: '200 −1',
  },
  'read the invoice': { open: '200', person: '423', category: '200', datum: '200', invoice: '423' },
  'correct the e-mail': { open: '200', person: '423', category: '423', datum: '423', invoice: '200' },
  'correct the note': { open: '200', person: '423', category: '200', datum: '200', invoice: '200' },
  'add an e-mail': { open: '201', person: '423', category: '423', datum: '201', invoice: '201' },
  'change the facts': { open: '200', person: '423', category: '200', datum: '200', invoice: '200' },
  'forbid marketing': { open: '200', person: '200', category: '200', datum: '200', invoice: '200' },
  'remind of the invoice': { open: '200', person: '423', category: '200', datum: '200', invoice: '423' },
  'take in a payment': { open: '200', person: '200', category: '200', datum: '200', invoice: '200' },
  'disclose the e-mail': { open: '201', person: '423', category: '423', datum: '423', invoice: '201' },
  'disclose the note': { open: '201', person: '423', category: '201', datum: '201', invoice: '201' },
  'list the disclosures': { open: '200', person: '200', category: '200', datum: '200', invoice: '200' },
  'list the restrictions': { open: '200', person: '200', category: '200', datum: '200', invoice: '200' },
  'import another e-mail': {
    open: 'taken',
    person: 'RESTRICTED',
    category: 'RESTRICTED',
    datum: 'RESTRICTED',
    invoice: 'taken',
  },
  'import a disclosure of the e-mail': {
    open: 'taken',
    person: 'RESTRICTED',
    category: 'RESTRICTED',
    datum: 'RESTRICTED',
    invoice: 'taken',
  },
};

describe('the wall', () => {
  it.each(Object.keys(SCOPES) as Scope[])('answers every attempt under a restriction: %s', async (scope) => {
    const found: Record<string, string> = {};
    for (const name of Object.keys(EXPECTED)) {
      const person = await givenPerson();
      const restriction = SCOPES[scope](person);
      if (restriction) await restrict(person, restriction);
      found[name] = await ATTEMPTS[name]!(person, clerk);
    }
    const expected = Object.fromEntries(Object.entries(EXPECTED).map(([name, by]) => [name, by[scope]]));
    expect(found).toEqual(expected);
  });

  it('stays around a restricted datum when it gets a new value', async () => {
    const person = await givenPerson();
    await restrict(person, { data: [person.emailId] });
    await permit(person, { operations: ['edit'], data: [person.emailId] }).expect(201);
    const { body } = await supervisor
      .patch(path(`/${person.id}/data/${person.emailId}`), { value: 'korjattu@posti.example' })
      .expect(200);
    const next = (body as { id: string }).id;
    await clerk.patch(path(`/${person.id}/data/${next}`), { value: 'x@posti.example' }).expect(423);
    const { body: listed } = await clerk.get(path(`/${person.id}/restrictions`)).expect(200);
    expect((listed as { data: { data: string[] }[] }).data[0]!.data).toEqual([person.emailId, next]);
  });

  it.each([
    ['a datum of somebody else', (_: Person, other: Person) => ({ data: [other.emailId] }), '/data/0'],
    [
      'a datum that is nowhere',
      ({ emailId }: Person) => ({ data: [emailId, '019aa000-0000-7000-8000-000000000000'] }),
      '/data/1',
    ],
    ['no id', () => ({ data: ['nimi'] }), '/data'],
    ['nothing', () => ({ data: [] }), '/data'],
    [
      'categories and data at once',
      ({ emailId }: Person) => ({ categories: ['email'], data: [emailId] }),
      '/data',
    ],
  ])('is not put around %s', async (_, scope, pointer) => {
    const [person, other] = [await givenPerson(), await givenPerson()];
    const input = scope(person, other);
    const { body } = await clerk
      .post(path(`/${person.id}/restrictions`), { ground: '18(1)(a)', ...input })
      .expect(400);
    expect((body as { errors: { pointer: string }[] }).errors[0]?.pointer).toBe(pointer);
    await restrict(person, {});
    const refused = await permit(person, input).expect(400);
    expect((refused.body as { errors: { pointer: string }[] }).errors[0]?.pointer).toBe(pointer);
  });
});

describe('a permitted use', () => {
  const uses = async ({ id }: Person) =>
    app.owner.query<{ actor: string; details: object }[]>(
      `select actor, details from audit_entry where customer_id = $1 and action = 'restricted-data.used' order by id`,
      [id],
    );

  it('opens what it names to who recorded it, for an hour, and every use is noted', async () => {
    const person = await givenPerson();
    await restrict(person, {});
    const { body } = await permit(person, { categories: ['email'] }).expect(201);
    const { id: permittedUse } = body as { id: string };
    expect(body).toMatchObject({
      ground: 'legal-claims',
      reason: REASON,
      staffId: supervisor.id,
      data: null,
    });
    const list = path(`/${person.id}/data`);
    const { body: read } = await supervisor.get(list).expect(200);
    const { data, restricted } = read as { data: { category: string }[]; restricted: number };
    expect([data.map(({ category }) => category), restricted]).toEqual([['email'], 2]);
    await supervisor.get(path(`/${person.id}`)).expect(423);
    await supervisor
      .patch(path(`/${person.id}/data/${person.emailId}`), { value: 'x@y.example' })
      .expect(423);
    await clerk.get(list).expect(423);
    await app.as('supervisor').get(list).expect(423);
    expect(await uses(person)).toEqual([
      { actor: supervisor.id, details: { permittedUse, ground: 'legal-claims', operation: 'read' } },
    ]);
    const before = app.clock.now();
    app.clock.travelTo(new Date(before.getTime() + 60 * 60_000).toISOString());
    await supervisor.get(list).expect(423);
    app.clock.travelTo(before.toISOString());
    expect(await uses(person)).toHaveLength(1);
  });

  it.each<[string, string, string]>([
    ['read the customer', 'read', '200'],
    ['search by e-mail', 'read', '200 −0'],
    ['read the invoice', 'read', '200'],
    ['correct the e-mail', 'edit', '200'],
    ['add an e-mail', 'edit', '201'],
    ['change the facts', 'edit', '200'],
    ['remind of the invoice', 'edit', '200'],
    ['disclose the e-mail', 'disclose', '201'],
  ])('of the whole person lets them %s, by the operation "%s" alone', async (attempt, operation, answer) => {
    const person = await givenPerson();
    await restrict(person, {});
    const others = ['read', 'edit', 'disclose', 'export'].filter((other) => other !== operation);
    await permit(person, { operations: others }).expect(201);
    expect(await ATTEMPTS[attempt]!(person, supervisor)).toMatch(/423|200 −1/);
    await permit(person, { operations: [operation] }).expect(201);
    expect(await ATTEMPTS[attempt]!(person, supervisor)).toBe(answer);
    expect(await uses(person)).toMatchObject([{ details: { operation } }]);
  });

  it('is for supervisors, with a reason, and only where something is restricted', async () => {
    const person = await givenPerson();
    expect((await permit(person).expect(409)).body).toMatchObject({ code: 'NOT_RESTRICTED' });
    await restrict(person, { categories: ['email'] });
    await permit(person, {}, clerk).expect(403);
    for (const [wrong, pointer] of [
      [{ ground: 'curiosity' }, '/ground'],
      [{ reason: 'lyhyt' }, '/reason'],
      [{ operations: [] }, '/operations'],
      [{ operations: ['delete'] }, '/operations'],
    ] as const) {
      const { body } = await permit(person, wrong).expect(400);
      expect((body as { errors: { pointer: string }[] }).errors[0]?.pointer).toBe(pointer);
    }
    await permit(person).expect(201);
    await permit(person, { ground: 'consent' }).expect(201);
    const first = await clerk.get(path(`/${person.id}/permitted-uses?limit=1`)).expect(200);
    const { data, nextCursor } = first.body as { data: object[]; nextCursor: string };
    expect(data).toMatchObject([{ ground: 'legal-claims', reason: REASON }]);
    const next = await clerk.get(path(`/${person.id}/permitted-uses?cursor=${nextCursor}`)).expect(200);
    expect(next.body).toMatchObject({ data: [{ ground: 'consent' }], nextCursor: null });
    const [row] = await app.owner.query<{ clear: boolean }[]>(
      `select bool_or(position('edellytt'::bytea in sealed) > 0) as clear from permitted_use`,
    );
    expect(row).toEqual({ clear: false });
    const noted = await app.owner.query<object[]>('select details from audit_entry');
    expect(JSON.stringify(noted)).not.toContain(REASON);
  });

  it('is what a disclosure for a legal claim records', async () => {
    const person = await givenPerson();
    await restrict(person, { data: [person.emailId] });
    const input = { ...disclosure('email'), forLegalClaim: true };
    await clerk.post(path(`/${person.id}/disclosures`), input).expect(201);
    const { body } = await clerk.get(path(`/${person.id}/permitted-uses`)).expect(200);
    expect(body).toMatchObject({
      data: [{ ground: 'legal-claims', operations: ['disclose'], categories: ['email'], reason: null }],
    });
    expect(await uses(person)).toMatchObject([{ actor: clerk.id, details: { operation: 'disclose' } }]);
    await clerk.post(path(`/${person.id}/disclosures`), disclosure('email')).expect(423);
  });
});

describe('whom staff had restricted', () => {
  const lifting = async (person: Person, id: string) => path(`/${person.id}/restrictions/${id}`);
  const letters = () =>
    app.owner.query<{ id: string; state: string }[]>(
      'select id, state from outgoing_mail where request_id is null order by id',
    );

  it('is told by mail before the end', async () => {
    const person = await givenPerson();
    const at = await lifting(person, await restrict(person, { data: [person.noteId] }));
    const before = (await letters()).length;
    const { body } = await clerk.post(`${at}/lift-notice`).expect(200);
    await clerk.post(`${at}/lift-notice`).expect(200);
    const written = (await letters()).slice(before);
    expect(written).toEqual([{ id: (body as { liftLetterId: string }).liftLetterId, state: 'queued' }]);
    await app.owner.query(`update outgoing_mail set state = 'failed' where id = $1`, [written[0]!.id]);
    expect((await clerk.post(`${at}/lift`).expect(409)).body).toMatchObject({ code: 'LIFT_NOTICE_MISSING' });
    const told = { how: 'phone', on: '2026-11-20' };
    await clerk.post(`${at}/lift-notice`, { told }).expect(200);
    await clerk.post(`${at}/lift`).expect(200);
  });

  it('is told by post where only a street is on record, and the day of posting counts', async () => {
    const created = await clerk.post(path(), {
      customerNumber: `W-${++serial}`,
      personType: 'consumer',
      data: [
        { category: 'name', value: 'Katu Vain' },
        { category: 'postal-address', value: 'Kuvitteellinen tie 1, 00100 Helsinki' },
      ],
    });
    const person = created.body as Person;
    const at = await lifting(person, await restrict(person, {}));
    const { body } = await clerk.post(`${at}/lift-notice`).expect(200);
    expect(body).toMatchObject({ liftNoticeAt: null, liftLetterId: expect.any(String) });
    await clerk.post(`${at}/lift`).expect(409);
    const pdf = await clerk.get(`${at}/lift-notice/pdf`).expect(200);
    expect(pdf.headers['content-type']).toBe('application/pdf');
    for (const on of ['2026-11-19', '2026-11-21'])
      await clerk.post(`${at}/lift-notice`, { told: { how: 'letter', on } }).expect(400);
    await clerk.post(`${at}/lift-notice`, { told: { how: 'letter', on: '2026-11-20' } }).expect(200);
    expect((await letters()).at(-1)).toMatchObject({ state: 'posted' });
    await clerk.post(`${at}/lift`).expect(200);
  });

  it('without any address is told in a way that staff take down', async () => {
    const created = await clerk.post(path(), {
      customerNumber: `W-${++serial}`,
      personType: 'consumer',
      data: [{ category: 'name', value: 'Osoitteeton Asiakas' }],
    });
    const person = created.body as Person;
    const at = await lifting(person, await restrict(person, { categories: ['name'] }));
    const { body } = await clerk.post(`${at}/lift-notice`).expect(400);
    expect((body as { errors: { pointer: string }[] }).errors[0]?.pointer).toBe('/told');
    await clerk.get(`${at}/lift-notice/pdf`).expect(404);
    await clerk.post(`${at}/lift-notice`, { told: { how: 'counter', on: '2026-11-20' } }).expect(200);
    await clerk.post(`${at}/lift`).expect(200);
  });
});
