import { Controller, Get } from '@nestjs/common';
import { generateSync } from 'otplib';
import request from 'supertest';
import { afterEach, describe, expect, it } from 'vitest';
import { Permit } from '../src/staff/permit.decorator.js';
import { Sessions } from '../src/staff/sessions.service.js';
import { StaffAccounts } from '../src/staff/staff.service.js';
import { type Account, type EdgeApp, startEdgeApp } from './support/edge-app.js';

@Controller('v1/registers/:register/door')
class DoorController {
  @Permit('policy.read')
  @Get()
  open() {
    return {};
  }
}

let edge: EdgeApp;
afterEach(() => edge.stop());

const login = (body: object) => request(edge.url).post('/v1/sessions').send(body);
const enter = (token: string) =>
  request(edge.url).get('/v1/registers/konttorimix/door').set('authorization', `Bearer ${token}`);
const secretOf = (account: { totpUri: string | null }) =>
  new URL(account.totpUri!).searchParams.get('secret')!;
const code = (secret: string, secondsFromNow = 0) =>
  generateSync({ secret, epoch: Math.floor(Date.now() / 1000) + secondsFromNow });

describe('a new house', () => {
  it('knows no account and no password until the first start makes one', async () => {
    edge = await startEdgeApp();
    expect(await edge.owner.query('select 1 from staff_account')).toEqual([]);
    for (const password of ['admin', 'password', 'suoja', 'changeme'])
      await login({ email: 'admin@suoja.example', password }).expect(401);
    const accounts = edge.app.get(StaffAccounts);
    const made = await Promise.all([accounts.ensureFirstAdmin(), accounts.ensureFirstAdmin()]);
    const [first] = made.filter((account) => account !== null);
    expect(made.filter((account) => account !== null)).toHaveLength(1);
    expect(first!.password.length).toBeGreaterThanOrEqual(20);
    expect(await accounts.ensureFirstAdmin()).toBeNull();
    await login({ email: first!.email, password: first!.password }).expect(201);
  });

  it('gives every account a password of its own, kept only as an Argon2id hash', async () => {
    edge = await startEdgeApp();
    const [a, b] = [await edge.add('clerk', 'konttorimix'), await edge.add('clerk', 'konttorimix')];
    expect(a.password).not.toBe(b.password);
    const rows = await edge.owner.query<{ password_hash: string }[]>(
      'select password_hash from staff_account',
    );
    for (const { password_hash } of rows)
      expect(password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });
});

describe('a login', () => {
  it('answers an unknown address, a wrong password and a disabled account alike', async () => {
    edge = await startEdgeApp();
    const account = await edge.add('clerk', 'konttorimix');
    const disabled = await edge.add('clerk', 'konttorimix');
    await edge.owner.query('update staff_account set disabled_at = now() where id = $1', [disabled.id]);
    const answers = [
      await login({ email: 'nobody@suoja.example', password: account.password }),
      await login({ email: account.email, password: 'wrong' }),
      await login({ email: disabled.email, password: disabled.password }),
    ].map(({ status, headers, body }) => {
      const { 'x-request-id': _, date: __, ...same } = headers as Record<string, string>;
      return { status, same, body: { ...(body as object), instance: '' } };
    });
    expect(answers[0]).toMatchObject({ status: 401, body: { code: 'INVALID_CREDENTIALS' } });
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });

  it('works as long on an unknown address as on a wrong password', async () => {
    edge = await startEdgeApp();
    const sessions = edge.app.get(Sessions);
    const { email } = await edge.add('clerk', 'konttorimix');
    const times: Record<string, number[]> = { [email]: [], 'nobody@suoja.example': [] };
    for (let round = 0; round < 25; round++) {
      for (const [address, measured] of Object.entries(times)) {
        const started = performance.now();
        await expect(sessions.open({ email: address, password: 'wrong' })).rejects.toThrow();
        measured.push(performance.now() - started);
      }
    }
    const [known, unknown] = Object.values(times).map(median) as [number, number];
    // Without the decoy hash the ratio is far below a half.
    expect(unknown / known).toBeGreaterThan(0.7);
    expect(unknown / known).toBeLessThan(1.4);
  });

  it('gives a token that is stored only as a hash, and lasts twelve hours', async () => {
    edge = await startEdgeApp([DoorController]);
    const token = await edge.login('clerk', 'konttorimix');
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    const stored = await edge.owner.query('select * from staff_session');
    expect(JSON.stringify(stored)).not.toContain(token);
    await enter(token).expect(200);
    edge.clock.travelTo('2026-11-20T20:59:00+02:00');
    await enter(token).expect(200);
    edge.clock.travelTo('2026-11-20T21:01:00+02:00');
    await enter(token).expect(401);
    expect(await edge.app.get(Sessions).forget(edge.clock.now())).toBe(1);
  });

  it('ends when the person says so', async () => {
    edge = await startEdgeApp([DoorController]);
    const token = await edge.login('clerk', 'konttorimix');
    await request(edge.url)
      .delete('/v1/sessions/current')
      .set('authorization', `Bearer ${token}`)
      .expect(204);
    await enter(token).expect(401);
    await request(edge.url).delete('/v1/sessions/current').expect(401);
  });

  it('shuts the door after ten failures, also to the right password, and only for that account', async () => {
    edge = await startEdgeApp();
    const [account, other] = [await edge.add('clerk', 'konttorimix'), await edge.add('clerk', 'konttorimix')];
    const { email, password } = account;
    const failures = await Promise.all(Array.from({ length: 15 }, () => login({ email, password: 'wrong' })));
    expect(failures.filter(({ status }) => status === 401)).toHaveLength(10);
    const shut = await login({ email, password }).expect(429);
    expect(Number(shut.headers['retry-after'])).toBeGreaterThan(0);
    await edge.open(other);
  });

  it('does not count what succeeds', async () => {
    edge = await startEdgeApp();
    const account = await edge.add('clerk', 'konttorimix');
    for (let times = 0; times < 12; times++) await edge.open(account);
  });

  it('keeps who came in and that someone was turned away, without the address', async () => {
    edge = await startEdgeApp();
    const account = await edge.add('clerk', 'konttorimix');
    await edge.open(account);
    await login({ email: account.email, password: 'wrong' }).expect(401);
    const entries = await edge.owner.query<{ actor: string; action: string }[]>(
      `select actor, action, details from audit_entry where action like 'session.%' order by id`,
    );
    expect(entries.map(({ actor, action }) => [actor, action])).toEqual([
      [account.id, 'session.opened'],
      ['system', 'session.refused'],
    ]);
    expect(JSON.stringify(entries)).not.toContain('@');
  });
});

describe('a house that requires one-time codes', () => {
  const strict = async (): Promise<Account> => {
    edge = await startEdgeApp([DoorController], { REQUIRE_TOTP: 'true' });
    return edge.add('clerk', 'konttorimix');
  };

  it('lets nobody in without a code, or with a wrong one', async () => {
    const { email, password, totpUri } = await strict();
    await login({ email, password }).expect(401);
    const right = code(secretOf({ totpUri }));
    await login({ email, password, totp: String((Number(right) + 1) % 1_000_000).padStart(6, '0') }).expect(
      401,
    );
    await login({ email, password, totp: right }).expect(201);
  });

  it('takes each code once, even when it is sent many times at once', async () => {
    const { email, password, totpUri } = await strict();
    const totp = code(secretOf({ totpUri }));
    const answers = await Promise.all(Array.from({ length: 8 }, () => login({ email, password, totp })));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    await login({ email, password, totp: code(secretOf({ totpUri }), -30) }).expect(401);
  });

  it('keeps the secret sealed', async () => {
    const account = await strict();
    const [row] = await edge.owner.query<{ totp_secret: Buffer }[]>('select totp_secret from staff_account');
    expect(row!.totp_secret.toString('latin1')).not.toContain(secretOf(account));
  });
});

describe('an account that has enrolled', () => {
  it('needs its code even where the house does not ask for one', async () => {
    edge = await startEdgeApp();
    const admin = await edge.login('admin', '*');
    const account = await edge.add('clerk', 'konttorimix');
    const { body } = await request(edge.url)
      .post(`/v1/staff/${account.id}/totp`)
      .set('authorization', `Bearer ${admin}`)
      .expect(201);
    await login({ email: account.email, password: account.password }).expect(401);
    await edge.open(account, code(secretOf(body as { totpUri: string })));
  });
});

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
