import { Body, Controller, Header, HttpCode, Injectable, Param, Patch, Post } from '@nestjs/common';
import { IsString, MaxLength } from 'class-validator';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuditLog } from '../src/audit/audit-log.js';
import { Database } from '../src/database/database.js';
import { DomainError } from '../src/domain/domain-error.js';
import { Idempotency } from '../src/http/idempotency.js';
import { Permit } from '../src/staff/permit.decorator.js';
import { Public } from '../src/staff/public.decorator.js';
import { type EdgeApp, startEdgeApp } from './support/edge-app.js';

class ThingDto {
  @IsString()
  @MaxLength(50)
  name!: string;
}

let made = 0;

@Injectable()
@Controller('v1')
class ThingsController {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
  ) {}

  @Permit('customers.write')
  @Post('registers/:register/things')
  make(@Param('register') register: string, @Body() { name }: ThingDto) {
    return this.write(register, name);
  }

  @Permit('customers.write')
  @Patch('registers/:register/things')
  @Header('etag', '"v2"')
  change(@Param('register') register: string, @Body() { name }: ThingDto) {
    return this.write(register, name);
  }

  /** The register is not in the path: the service finds it out. */
  @Public()
  @HttpCode(202)
  @Post('public/things')
  confirm(@Body() { name }: ThingDto) {
    return this.write('konttorimix', name);
  }

  private write(register: string, name: string) {
    return this.database.inRegister(register, async (tx) => {
      await this.audit.write(tx, register, { actor: 'system', action: 'thing.made' });
      if (name === 'refused') throw new DomainError('RESTRICTED');
      return { number: ++made, name: `ä${name}` };
    });
  }
}

let edge: EdgeApp;
let token: string;
beforeAll(async () => {
  edge = await startEdgeApp([ThingsController]);
  token = await edge.login('clerk', 'konttorimix');
});
afterAll(() => edge.stop());

const PATH = '/v1/registers/konttorimix/things';
const post = (key: string, body: object, as = token, path = PATH) =>
  request(edge.url).post(path).set('authorization', `Bearer ${as}`).set('idempotency-key', key).send(body);

async function rows(): Promise<number> {
  const [row] = await edge.owner.query<{ count: number }[]>(
    `select count(*)::int as count from audit_entry where action = 'thing.made'`,
  );
  return row!.count;
}

describe('a request with an Idempotency-Key', () => {
  it('happens once when sent fifty times at once, and is answered fifty times alike', async () => {
    const before = await rows();
    const answers = await Promise.all(Array.from({ length: 50 }, () => post('fifty', { name: 'kynä' })));
    expect(await rows()).toBe(before + 1);
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 201, body: { name: 'äkynä' } });
    expect(new Set(answers.map(({ headers }) => headers['content-type']))).toEqual(
      new Set(['application/json; charset=utf-8']),
    );
  });

  it('gives the repeat the ETag of the first answer', async () => {
    const patch = () =>
      request(edge.url)
        .patch(PATH)
        .set('authorization', `Bearer ${token}`)
        .set('idempotency-key', 'patched')
        .send({ name: 'a' })
        .expect(200);
    const [first, repeat] = [await patch(), await patch()];
    expect(repeat.text).toBe(first.text);
    expect(repeat.headers['etag']).toBe('"v2"');
  });

  it('happens once too where the register is not in the path', async () => {
    const before = await rows();
    const send = () =>
      request(edge.url)
        .post('/v1/public/things')
        .set('idempotency-key', 'public')
        .send({ name: 'a' })
        .expect(202);
    const [first, repeat] = [await send(), await send()];
    expect(repeat.text).toBe(first.text);
    expect(await rows()).toBe(before + 1);
  });

  it('is refused when the key comes back with another body', async () => {
    await post('reused', { name: 'a' }).expect(201);
    const { body } = await post('reused', { name: 'b' }).expect(422);
    expect(body).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
  });

  it('does not meet the same key of another account', async () => {
    const other = await edge.login('clerk', 'konttorimix');
    const [mine, theirs] = [await post('same', { name: 'a' }), await post('same', { name: 'a' }, other)];
    expect(theirs.body).not.toEqual(mine.body);
  });

  it('can be tried again after a failure, which leaves nothing behind', async () => {
    const before = await rows();
    await post('failed', { name: 'refused' }).expect(423);
    await post('failed', { name: 7 }).expect(400);
    expect(await rows()).toBe(before);
    await post('failed', { name: 'a' }).expect(201);
  });

  it('counts as new after a day, and is then forgotten', async () => {
    const first = await post('daily', { name: 'a' });
    const now = edge.clock.now();
    edge.clock.travelTo(new Date(now.getTime() + 11.9 * 3_600_000).toISOString());
    expect((await post('daily', { name: 'a' })).text).toBe(first.text);
    edge.clock.travelTo(new Date(now.getTime() + 24.1 * 3_600_000).toISOString());
    token = await edge.login('clerk', 'konttorimix');
    expect(await edge.app.get(Idempotency).forget(edge.clock.now())).toBeGreaterThan(0);
    expect(await edge.owner.query(`select 1 from idempotency_key`)).toEqual([]);
    expect((await post('daily', { name: 'a' })).text).not.toBe(first.text);
  });

  it('is stored without a readable word of request or answer', async () => {
    await post('stored', { name: 'salaisuus' }).expect(201);
    const stored = await edge.owner.query<{ sealed: Buffer }[]>(`select sealed from idempotency_key`);
    expect(stored.length).toBeGreaterThan(0);
    for (const { sealed } of stored) expect(sealed.toString('latin1')).not.toContain('salaisuus');
  });

  it.each([
    ['empty', ''],
    ['too long', 'k'.repeat(256)],
    ['with a space', 'a b'],
  ])('is refused with a key that is %s', async (_, key) => {
    const { body } = await post(key, { name: 'a' }).expect(400);
    expect(body).toMatchObject({ errors: [{ parameter: 'Idempotency-Key', code: 'MALFORMED_KEY' }] });
  });
});
