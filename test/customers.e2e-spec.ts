import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { v7 as uuid } from 'uuid';
import type { CustomerDto } from '../src/customers/dto/customer.dto.js';
import { Customers } from '../src/customers/customers.service.js';
import { PersonFiles } from '../src/customers/person-file.js';
import { Database } from '../src/database/database.js';
import { Suppressions } from '../src/objections/suppressions.js';
import { type RegisterApp, type Staff, startRegisterApp } from './support/register-app.js';

const REGISTER = 'konttorimix';
const path = (rest = '') => `${REGISTER}/customers${rest}`;

let app: RegisterApp;
let clerk: Staff;
let serial = 0;

beforeAll(async () => {
  app = await startRegisterApp();
  clerk = app.as('clerk');
});
afterAll(() => app?.stop());

const person = (also: object = {}, data: object[] = []) => ({
  customerNumber: `C-${++serial}`,
  personType: 'consumer',
  data: [{ category: 'name', value: 'Aino Testaaja' }, ...data],
  ...also,
});

async function entered(also: object = {}, data: object[] = []): Promise<string> {
  const { body } = await clerk.post(path(), person(also, data)).expect(201);
  return (body as { id: string }).id;
}

async function read(id: string): Promise<CustomerDto> {
  const { body } = await clerk.get(path(`/${id}`)).expect(200);
  return body as CustomerDto;
}

describe('a customer', () => {
  it('is entered once and read back as it was given', async () => {
    const input = person({ lastContact: '2026-10-01' }, [{ category: 'email', value: 'aino@posti.example' }]);
    const created = await clerk.post(path(), input).expect(201);
    const { id } = created.body as { id: string };
    expect(created.headers['location']).toBe(`/v1/registers/${REGISTER}/customers/${id}`);
    const got = await clerk.get(path(`/${id}`)).expect(200);
    expect(got.headers['etag']).toBe('"v1"');
    const customer = got.body as CustomerDto;
    expect(customer).toMatchObject({
      customerNumber: input.customerNumber,
      name: 'Aino Testaaja',
      lastContact: '2026-10-01',
      contractEnd: null,
      restricted: 0,
    });
    expect(customer.data.map(({ category, value }) => [category, value])).toEqual([
      ['name', 'Aino Testaaja'],
      ['email', 'aino@posti.example'],
    ]);
  });

  it('cannot have the number of another, however it is spelt, and ten at once make one', async () => {
    const input = person({ customerNumber: 'Same-77' });
    const answers = await Promise.all(Array.from({ length: 10 }, () => clerk.post(path(), input)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(9).fill(409)]);
    const again = await clerk.post(path(), { ...input, customerNumber: ' SAME-77' }).expect(409);
    expect(again.body).toMatchObject({ code: 'CUSTOMER_NUMBER_TAKEN' });
  });

  it('takes basis, provider and source from the policy when they are not said', async () => {
    const data = [{ category: 'note', value: 'soittaa aamuisin' }];
    const consumer = await read(await entered({}, data));
    const contact = await read(await entered({ personType: 'contact-person' }, data));
    const of = ({ data: held }: CustomerDto, category: string) =>
      held.find((datum) => datum.category === category);
    expect(of(consumer, 'name')).toMatchObject({ basis: 'contract', providedBy: 'data-subject' });
    expect(of(consumer, 'note')).toMatchObject({ providedBy: 'derived' });
    expect(of(contact, 'name')).toMatchObject({ basis: 'legitimate-interest' });
    expect(of(consumer, 'name')?.source).toMatch(/^[a-z-]+$/);
  });

  it('changes by merge patch: what is absent stays, null clears', async () => {
    const id = await entered({ contractEnd: '2025-06-30', lastContact: '2025-11-03' });
    const patched = await clerk
      .patch(path(`/${id}`), JSON.stringify({ contractEnd: null, contactRoleEnd: '2026-10-31' }))
      .set('content-type', 'application/merge-patch+json')
      .expect(200);
    expect(patched.headers['etag']).toBe('"v2"');
    expect(await read(id)).toMatchObject({
      contractEnd: null,
      lastContact: '2025-11-03',
      contactRoleEnd: '2026-10-31',
    });
  });

  it('is changed by one of ten who saw the same version', async () => {
    const id = await entered();
    const tries = Array.from({ length: 10 }, (_, at) =>
      clerk.patch(path(`/${id}`), { lastContact: `2026-01-${10 + at}` }).set('if-match', '"v1"'),
    );
    const statuses = (await Promise.all(tries)).map(({ status }) => status).sort();
    expect(statuses).toEqual([200, ...Array<number>(9).fill(412)]);
    expect((await read(id)).version).toBe(2);
  });

  it('is not found under a number that is no id, nor under one that is nobody', async () => {
    await clerk.get(path('/nobody')).expect(404);
    await clerk.get(path(`/${uuid()}`)).expect(404);
  });
});

describe('a correction', () => {
  it('keeps the old value as history, and the old value finds nobody any more', async () => {
    const id = await entered({}, [{ category: 'email', value: 'vanha@posti.example' }]);
    const email = (await read(id)).data.find(({ category }) => category === 'email')!;
    await clerk.patch(path(`/${id}/data/${email.id}`), { value: 'uusi@posti.example' }).expect(200);
    const customer = await read(id);
    expect(customer.version).toBe(2);
    expect(customer.data.filter(({ category }) => category === 'email')).toMatchObject([
      { value: 'uusi@posti.example' },
    ]);
    const found = async (value: string) =>
      ((await clerk.post(path('/search'), { email: value }).expect(200)).body as { data: object[] }).data
        .length;
    expect(await found('vanha@posti.example')).toBe(0);
    expect(await found('Uusi@Posti.example')).toBe(1);
    const rows = await app.owner.query<{ superseded: boolean }[]>(
      `select superseded_at is not null as superseded from datum where customer_id = $1 and category = 'email' order by id`,
      [id],
    );
    expect(rows.map(({ superseded }) => superseded)).toEqual([true, false]);
    await clerk.patch(path(`/${id}/data/${email.id}`), { value: 'x@posti.example' }).expect(404);
  });

  it('does not alter a voucher', async () => {
    const id = await entered();
    const invoice = await clerk
      .post(path(`/${id}/invoices`), {
        reference: 'V-1',
        date: '2026-10-15',
        bookedOn: '2026-10-15',
        dueOn: '2026-11-14',
        balance: '120.00',
        status: 'open',
        data: [{ category: 'postal-address', value: 'Vanha tie 1' }],
      })
      .expect(201);
    const { id: recordId } = invoice.body as { id: string };
    const record = await clerk.get(path(`/${id}/invoices/${recordId}`)).expect(200);
    const address = (record.body as CustomerDto).data.find(({ category }) => category === 'postal-address')!;
    const refused = await clerk.patch(path(`/${id}/data/${address.id}`), { value: 'Uusi tie 2' }).expect(409);
    expect(refused.body).toMatchObject({ code: 'VOUCHER_UNALTERABLE' });
  });
});

describe('search', () => {
  beforeAll(async () => {
    await entered({ customerNumber: 'HAKU-1' }, [
      { category: 'name', value: 'Maija Meikäläinen-Virta' },
      { category: 'phone', value: '050 123 4567' },
      { category: 'organisation', value: 'Kuvitteellinen Oy' },
      { category: 'email', value: 'maija@kuvitteellinen.example' },
    ]);
  });

  it.each([
    { email: 'MAIJA@kuvitteellinen.example' },
    { phone: '+358501234567' },
    { customerNumber: 'haku-1' },
    { name: 'virta maija' },
    { organisation: 'kuvitteellinen' },
  ])('finds by $0', async (by) => {
    const { body } = await clerk.post(path('/search'), by).expect(200);
    expect((body as { data: CustomerDto[] }).data.map(({ customerNumber }) => customerNumber)).toEqual([
      'HAKU-1',
    ]);
  });

  it('wants every word of a name', async () => {
    const { body } = await clerk.post(path('/search'), { name: 'maija muukalainen' }).expect(200);
    expect(body).toEqual({ data: [], nextCursor: null, restricted: 0 });
  });

  it.each([[{}], [{ email: 'a@b.example', phone: '050' }], [{ hetu: '010101-000A' }]])(
    'refuses anything but exactly one known field',
    async (by) => {
      const { body } = await clerk.post(path('/search'), by).expect(400);
      expect(JSON.stringify(body)).not.toContain('010101-000A');
    },
  );
});

describe('a record', () => {
  const invoice = {
    reference: 'LASKU-9001',
    date: '2026-10-15',
    bookedOn: '2026-10-15',
    dueOn: '2026-11-14',
    balance: '120.00',
    status: 'open',
  };

  it('keeps its reference sealed, with the content', async () => {
    const id = await entered();
    const order = await clerk
      .post(path(`/${id}/orders`), {
        reference: 'TILAUS-1',
        date: '2026-10-01',
        data: [
          { category: 'order', value: { rows: ['tuoli'] } },
          { category: 'postal-address', value: 'Toimitustie 3' },
        ],
      })
      .expect(201);
    const { body } = await clerk.get(path(`/${id}/orders`)).expect(200);
    expect(body).toMatchObject({
      data: [
        {
          id: (order.body as { id: string }).id,
          reference: 'TILAUS-1',
          date: '2026-10-01',
          data: [
            { category: 'postal-address', value: 'Toimitustie 3', providedBy: 'data-subject' },
            { category: 'order', value: { rows: ['tuoli'], reference: 'TILAUS-1' }, providedBy: 'observed' },
          ],
        },
      ],
      restricted: 0,
    });
  });

  it('of an invoice pays off, and wakes the erasures that wait for it', async () => {
    const id = await entered();
    const { body } = await clerk.post(path(`/${id}/invoices`), invoice).expect(201);
    const { id: recordId } = body as { id: string };
    app.nudges.resumed.length = 0;
    const paid = await clerk
      .patch(path(`/${id}/invoices/${recordId}`), { status: 'paid', balance: '0.00' })
      .expect(200);
    expect(paid.body).toMatchObject({ status: 'paid', balance: '0.00', version: 2 });
    expect(app.nudges.resumed).toEqual([{ register: REGISTER, customerId: id }]);
    expect((await read(id)).version).toBe(3);
    await clerk.post(path(`/${id}/invoices`), invoice).expect(409);
  });

  it.each([
    ['a missing due day', { ...invoice, dueOn: null }, '/dueOn'],
    ['a status invoices do not have', { ...invoice, status: 'closed' }, '/status'],
    ['a fact of another kind', { ...invoice, endsOn: '2026-01-01' }, '/endsOn'],
  ])('is refused with %s', async (_, input, pointer) => {
    const id = await entered();
    const { body } = await clerk.post(path(`/${id}/invoices`), { ...input, reference: uuid() }).expect(400);
    expect(body).toMatchObject({ code: 'INVALID_VALUE', errors: [{ pointer }] });
  });

  it('is refused with a day that does not exist or an amount that is none', async () => {
    const id = await entered();
    const bad = { ...invoice, dueOn: '2026-02-30', balance: '1,5 euroa' };
    const { body } = await clerk.post(path(`/${id}/invoices`), bad).expect(400);
    const { errors } = body as { errors: { pointer: string }[] };
    expect(errors.map(({ pointer }) => pointer).sort()).toEqual(['/balance', '/dueOn']);
    expect(JSON.stringify(body)).not.toMatch(/2026-02-30|1,5 euroa/);
  });

  it('names only an order of the same customer', async () => {
    const mine = await entered();
    const theirs = await entered();
    const order = await clerk
      .post(path(`/${theirs}/orders`), { reference: 'O-77', date: '2026-01-01' })
      .expect(201);
    const { id: orderId } = order.body as { id: string };
    await clerk.post(path(`/${mine}/invoices`), { ...invoice, reference: 'L-77', orderId }).expect(400);
  });

  it('of an unknown kind does not exist', async () => {
    await clerk.get(path(`/${await entered()}/secrets`)).expect(404);
  });
});

describe('prohibitions', () => {
  it('known from before apply to whoever is entered with the address', async () => {
    const database = app.app.get(Database);
    const suppressions = app.app.get(Suppressions);
    await database.inRegister(REGISTER, (tx) =>
      suppressions.write(tx, REGISTER, { email: 'kielto@posti.example' }, ['dm', 'profiling'], '2026-01-01'),
    );
    const id = await entered({ prohibitions: ['market_research'] }, [
      { category: 'email', value: 'Kielto@posti.example' },
    ]);
    expect((await read(id)).prohibitions).toEqual(['dm', 'market_research', 'profiling']);
    const other = await entered();
    await clerk
      .post(path(`/${other}/data`), { category: 'email', value: 'kielto@posti.example' })
      .expect(201);
    expect((await read(other)).prohibitions).toEqual(['dm', 'market_research', 'profiling']);
  });

  it('set on the call hold for the same address after an erasure, until they are taken back', async () => {
    const address = { category: 'email', value: 'puhelu@posti.example' };
    const id = await entered({}, [address]);
    await clerk.patch(path(`/${id}`), { prohibitions: ['dm', 'list_publication'] }).expect(200);
    expect((await read(await entered({}, [address]))).prohibitions).toEqual(['dm', 'list_publication']);
    const unasked = await clerk.patch(path(`/${id}`), { prohibitions: [] }).expect(400);
    expect(unasked.body).toMatchObject({ code: 'REASON_REQUIRED', errors: [{ pointer: '/liftedBy' }] });
    await clerk.patch(path(`/${id}`), { prohibitions: [], liftedBy: 'asked-by-phone' }).expect(200);
    expect((await read(await entered({}, [address]))).prohibitions).toEqual([]);
  });

  it('do not let an erased customer number back', async () => {
    await app.app
      .get(Database)
      .inRegister(REGISTER, (tx) =>
        app.app.get(Suppressions).write(tx, REGISTER, { customerNumber: 'POIS-1' }, ['erased'], '2026-01-01'),
      );
    const { body } = await clerk.post(path(), person({ customerNumber: 'pois-1' }));
    expect(body).toMatchObject({ code: 'PERSON_ERASED' });
  });
});

describe('what leaves and what stays', () => {
  const CANARY = 'Kanarialintunen';

  it('is sealed: no column of any table holds a value in the clear', async () => {
    const id = await entered({ customerNumber: `${CANARY}-1` }, [
      { category: 'email', value: `${CANARY}@posti.example` },
      { category: 'note', value: `${CANARY} pitää kahvista` },
    ]);
    await clerk.post(path(`/${id}/orders`), { reference: `${CANARY}-T`, date: '2026-01-01' }).expect(201);
    const tables = await app.owner.query<{ name: string }[]>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'vault')`,
    );
    expect(tables.length).toBeGreaterThan(20);
    for (const { name } of tables) {
      const [row] = await app.owner.query<{ hits: number }[]>(
        `select count(*)::int as hits from ${name} as t
         where t::text ilike '%${CANARY}%' or t::text ilike '%' || encode('${CANARY}'::bytea, 'hex') || '%'`,
      );
      expect(row, name).toEqual({ hits: 0 });
    }
  });

  it('never echoes a refused value', async () => {
    const input = person({ personType: CANARY, lastContact: CANARY }, [
      { category: 'email', value: CANARY },
      { category: CANARY, value: CANARY, source: CANARY },
    ]);
    const refused = await clerk.post(path(), input).expect(400);
    expect(refused.headers['content-type']).toContain('application/problem+json');
    expect(refused.text).not.toContain(CANARY);
    const email = await clerk.post(path(), person({}, [{ category: 'email', value: CANARY }])).expect(400);
    expect(email.text).not.toContain(CANARY);
  });

  it('is noted with who, what and why, and never with a value', async () => {
    const id = await entered();
    await clerk
      .get(path(`/${id}`))
      .set('purpose', 'statistics')
      .expect(200);
    await clerk
      .get(path(`/${id}`))
      .set('purpose', 'curiosity')
      .expect(400);
    const notes = await app.owner.query<{ action: string; actor: string; details: object }[]>(
      `select action, actor, details from audit_entry where customer_id = $1 order by id`,
      [id],
    );
    expect(notes).toEqual([
      { action: 'customer.created', actor: clerk.id, details: {} },
      { action: 'customer.read', actor: clerk.id, details: { purpose: 'statistics' } },
    ]);
  });

  it('opens to nobody without the permission', async () => {
    await app.as('auditor').get(path()).expect(403);
  });
});

it('corrects for a request in the transaction of the request', async () => {
  const id = await entered({}, [{ category: 'postal-address', value: 'Vanha tie 1' }]);
  const [database, files] = [app.app.get(Database), app.app.get(PersonFiles)];
  await database.inRegister(REGISTER, async (tx) => {
    const file = (await files.load(tx, id, { lock: true }))!;
    const { id: datumId } = file.data.find(({ category }) => category === 'postal-address')!;
    const key = await files.key(tx, file);
    const customers = app.app.get(Customers);
    const next = { value: 'Uusi tie 2', source: 'data-subject' };
    await customers.correct(tx, file, key, datumId, next, 'subject');
  });
  const address = (await read(id)).data.find(({ category }) => category === 'postal-address');
  expect(address).toMatchObject({ value: 'Uusi tie 2', source: 'data-subject' });
});
