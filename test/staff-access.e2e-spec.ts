import { Controller, Get, Param, Post } from '@nestjs/common';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Database } from '../src/database/database.js';
import { CurrentStaff } from '../src/staff/current-staff.decorator.js';
import { Permit } from '../src/staff/permit.decorator.js';
import { Public } from '../src/staff/public.decorator.js';
import { StaffMember } from '../src/staff/staff-member.js';
import { type EdgeApp, startEdgeApp } from './support/edge-app.js';

@Controller('v1/registers/:register/doors')
class DoorsController {
  constructor(private readonly database: Database) {}

  @Permit('policy.read')
  @Get('policy')
  policy(@CurrentStaff() staff: StaffMember) {
    return staff;
  }

  @Permit('customers.read')
  @Get('personal')
  personal() {
    return {};
  }

  @Permit('requests.approve')
  @Post('approval')
  approval() {
    return {};
  }

  @Permit('requests.trace')
  @Get('trace')
  trace() {
    return {};
  }

  @Get('unnamed')
  unnamed() {
    return {};
  }

  @Public()
  @Get('public')
  async open(@Param('register') register: string) {
    await this.database.inRegister(register, (tx) => tx.query('select 1'));
    return {};
  }
}

let edge: EdgeApp;
beforeAll(async () => {
  edge = await startEdgeApp([DoorsController]);
});
afterAll(() => edge.stop());

const at = (door: string, register = 'konttorimix') => `/v1/registers/${register}/doors/${door}`;
const get = (path: string, token?: string) => {
  const sent = request(edge.url).get(path);
  return token === undefined ? sent : sent.set('authorization', `Bearer ${token}`);
};
const denials = (register: string) =>
  edge.owner.query<{ actor: string; details: object }[]>(
    `select actor, details from audit_entry where register = $1 and action = 'access.denied' order by id`,
    [register],
  );

describe('the door of the house', () => {
  it('opens to nobody without a session, and says how to log in', async () => {
    for (const authorization of ['', 'Bearer', 'Bearer short', `Bearer ${'x'.repeat(43)}`, 'Basic YTpi']) {
      const { headers, body } = await request(edge.url).get(at('policy')).set({ authorization }).expect(401);
      expect(headers['www-authenticate']).toBe('Bearer');
      expect(body).toMatchObject({ code: 'UNAUTHENTICATED' });
    }
  });

  it('stays shut where a route names nobody, even to an administrator', async () => {
    await get(at('unnamed')).expect(401);
    await get(at('unnamed'), await edge.login('admin', '*')).expect(403);
  });

  it('opens public routes without a session', async () => {
    await get(at('public')).expect(200);
  });

  it('shows an account only its own registers, and never that others do not exist', async () => {
    const token = await edge.login('clerk', 'konttorimix');
    await get(at('policy'), token).expect(200);
    const other = await get(at('policy', 'umacon'), token).expect(403);
    const nowhere = await get(at('policy', 'nowhere'), token).expect(403);
    expect(nowhere.body.code).toBe(other.body.code);
    await get(at('policy', 'nowhere'), await edge.login('auditor', '*')).expect(404);
  });

  it('S33: keeps personal material from an account without a confidentiality commitment, and keeps the attempt', async () => {
    const account = await edge.add('clerk', 'nummek', null);
    const token = await edge.open(account);
    await get(at('policy', 'nummek'), token).expect(200);
    const { body } = await get(at('personal', 'nummek'), token).expect(403);
    expect(body.code).toBe('CONFIDENTIALITY_COMMITMENT_MISSING');
    expect(await denials('nummek')).toEqual([
      {
        actor: account.id,
        details: { permission: 'customers.read', code: 'CONFIDENTIALITY_COMMITMENT_MISSING' },
      },
    ]);
  });

  it('opens personal material from the day the commitment is signed, not before', async () => {
    edge.clock.travelTo('2026-11-20T23:59:00+02:00');
    const token = await edge.login('clerk', 'konttorimix', '2026-11-21');
    await get(at('personal'), token).expect(403);
    edge.clock.travelTo('2026-11-21T00:00:01+02:00');
    await get(at('personal'), token).expect(200);
  });

  it('lets a supervisor approve and a clerk not', async () => {
    const approve = async (token: string) =>
      (await request(edge.url).post(at('approval')).set('authorization', `Bearer ${token}`)).status;
    expect(await approve(await edge.login('clerk', 'konttorimix'))).toBe(403);
    expect(await approve(await edge.login('auditor', 'konttorimix'))).toBe(403);
    expect(await approve(await edge.login('supervisor', 'konttorimix'))).toBe(201);
  });

  it('shows an auditor plans and the audit log, but no person', async () => {
    const token = await edge.login('auditor', 'konttorimix');
    await get(at('trace'), token).expect(200);
    await get('/v1/registers/konttorimix/audit-entries', token).expect(200);
    await get(at('personal'), token).expect(403);
  });

  it('joins the roles an account holds in the register and in all of them', async () => {
    const admin = await edge.login('admin', '*');
    const account = await edge.add('auditor', '*');
    const token = await edge.open(account);
    const roles = [
      { register: '*', role: 'auditor' },
      { register: 'umacon', role: 'clerk' },
    ];
    await change(admin, account.id, { roles }).expect(200);
    await get(at('personal', 'umacon'), token).expect(200);
    await get(at('personal'), token).expect(403);
  });

  it('lists the audit entries of its own register only, page by page', async () => {
    const token = await edge.login('supervisor', 'konttorimix');
    for (let times = 0; times < 3; times++) await get(at('unnamed'), token).expect(403);
    const list = (query: string) => get(`/v1/registers/konttorimix/audit-entries?${query}`, token);
    const all = (await list('limit=200').expect(200)).body as { data: { id: string }[]; nextCursor: null };
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const answer = await list(`limit=2${cursor && `&cursor=${cursor}`}`).expect(200);
      const page = answer.body as { data: { id: string }[]; nextCursor: string | null };
      expect(page.data.length).toBeLessThanOrEqual(2);
      seen.push(...page.data.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(all.data.map(({ id }) => id));
    expect(seen.length).toBeGreaterThanOrEqual(3);
    expect(JSON.stringify(all)).not.toContain('nummek');
    await list('customerId=0198c5a2-0000-7000-8000-000000000000').expect(200, { data: [], nextCursor: null });
    await list('cursor=AAAA').expect(400);
  });
});

const change = (token: string, id: string, body: object) =>
  request(edge.url).patch(`/v1/staff/${id}`).set('authorization', `Bearer ${token}`).send(body);

describe('what an administrator changes', () => {
  it('works on the very next request', async () => {
    const admin = await edge.login('admin', '*');
    const account = await edge.add('clerk', 'konttorimix', null);
    const token = await edge.open(account);
    await get(at('personal'), token).expect(403);
    await change(admin, account.id, { commitmentOn: '2026-11-01' }).expect(200);
    await get(at('personal'), token).expect(200);
    await change(admin, account.id, { roles: [{ register: 'umacon', role: 'clerk' }] }).expect(200);
    await get(at('personal'), token).expect(403);
    await change(admin, account.id, { disabled: true }).expect(200);
    await get(at('policy', 'umacon'), token).expect(401);
  });

  it('ends the sessions of a reset password, and the new one works', async () => {
    const admin = await edge.login('admin', '*');
    const account = await edge.add('clerk', 'konttorimix');
    const token = await edge.open(account);
    const { body } = await change(admin, account.id, { resetPassword: true }).expect(200);
    await get(at('policy'), token).expect(401);
    const { email, password } = account;
    await request(edge.url).post('/v1/sessions').send({ email, password }).expect(401);
    await edge.open({ ...account, password: (body as { password: string }).password });
  });

  it('is for administrators of every register only', async () => {
    for (const [role, register] of [
      ['admin', 'konttorimix'],
      ['supervisor', '*'],
      ['auditor', '*'],
    ] as const) {
      const token = await edge.login(role, register);
      await get('/v1/staff', token).expect(403);
    }
  });

  it('never takes the own account out of service', async () => {
    const account = await edge.add('admin', '*');
    const token = await edge.open(account);
    await change(token, account.id, { disabled: true }).expect(403);
    await change(token, account.id, { roles: [{ register: '*', role: 'auditor' }] }).expect(403);
    await get('/v1/staff', token).expect(200);
  });

  it('adds an account whose generated password is shown once and stored nowhere', async () => {
    const token = await edge.login('admin', '*', null);
    const add = (body: object) =>
      request(edge.url).post('/v1/staff').set('authorization', `Bearer ${token}`).send(body);
    const person = {
      email: 'Uusi@Suoja.example',
      role: 'clerk',
      register: 'nokopa',
      commitmentOn: '2026-11-02',
    };
    const { body } = await add(person).expect(201);
    const added = body as { id: string; password: string };
    expect(added.password.length).toBeGreaterThanOrEqual(20);
    const again = await add(person).expect(409);
    expect(again.body.code).toBe('ACCOUNT_EXISTS');
    await edge.open({ ...added, email: 'uusi@suoja.example', totpUri: null });
    const list = await get('/v1/staff?limit=200', token).expect(200);
    expect(list.body.data).toContainEqual(
      expect.objectContaining({ id: added.id, email: 'uusi@suoja.example', commitmentOn: '2026-11-02' }),
    );
    expect(list.text).not.toContain(added.password);
    await add({ ...person, email: 'b@suoja.example', register: 'nowhere' }).expect(400);
    await add({ ...person, email: 'b@suoja.example', role: 'owner' }).expect(400);
  });
});
