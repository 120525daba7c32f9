import { connect } from 'node:net';
import { Body, Controller, Get, Headers, Param, Post, Query, Res } from '@nestjs/common';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsEmail,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import type { FastifyReply } from 'fastify';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Database } from '../src/database/database.js';
import { etag, expectedVersion, refuseOutdated, requiredVersion } from '../src/http/etag.js';
import { IdPipe } from '../src/http/id.pipe.js';
import { ListQuery } from '../src/http/list.js';
import { Public } from '../src/staff/public.decorator.js';
import { type EdgeApp, startEdgeApp } from './support/edge-app.js';

/** Stands for a personal value. Wherever an answer repeats it, a test fails. */
const CANARY = 'aino.virtanen@kanarialintu.example';

class LineDto {
  @IsInt()
  count!: number;
}

class OrderDto {
  @IsEmail()
  @MaxLength(20)
  email!: string;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => LineDto)
  lines?: LineDto[];

  @IsOptional()
  @IsObject()
  free?: object;
}

class TextQuery {
  @IsString()
  text!: string;
}

@Public()
@Controller('v1/public/orders')
class OrdersController {
  constructor(private readonly database: Database) {}

  @Post()
  order(@Body() body: OrderDto) {
    return body;
  }

  @Get()
  list(@Query() query: ListQuery) {
    return query;
  }

  @Get('by-text/:text')
  find(@Param('text') text: string) {
    return this.database.outsideRegisters((tx) => tx.query('select $1::uuid', [text]));
  }

  @Get('sql')
  sql(@Query() { text }: TextQuery) {
    return this.database.outsideRegisters((tx) => tx.query(text));
  }

  @Get('broken')
  broken() {
    throw new Error(`no such person: ${CANARY}`);
  }

  @Get('stream')
  stream(@Res() reply: FastifyReply) {
    void reply.header('cache-control', 'max-age=60').send('ok');
  }

  @Get('things/:id')
  thing(@Param('id', IdPipe) id: string) {
    return { id };
  }

  @Post('version')
  version(@Headers('if-match') ifMatch?: string) {
    refuseOutdated(expectedVersion(ifMatch), 7);
    return { etag: etag(7) };
  }

  @Post('version/required')
  required(@Headers('if-match') ifMatch?: string) {
    refuseOutdated(requiredVersion(ifMatch), 7);
    return {};
  }
}

let edge: EdgeApp;
beforeAll(async () => {
  edge = await startEdgeApp([OrdersController], { PUBLIC_RATE_LIMIT: '200' });
});
afterAll(() => edge.stop());

const ORDERS = '/v1/public/orders';
const post = (body: unknown) =>
  request(edge.url)
    .post(ORDERS)
    .send(body as object);
const raw = (body: string, type = 'application/json') =>
  request(edge.url).post(ORDERS).set('content-type', type).send(body);
const get = (path: string) => request(edge.url).get(path);

describe('a problem', () => {
  it('names its kind, the request and every place that does not fit', async () => {
    const { headers, body } = await post({ email: 7, lines: [{ count: 1 }, { count: CANARY }] }).expect(400);
    expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(body).toEqual({
      type: '/problems/invalid-input',
      title: 'Invalid input',
      status: 400,
      detail: 'The input does not fit; see `errors`.',
      instance: `urn:uuid:${headers['x-request-id']}`,
      code: 'INVALID_INPUT',
      errors: [
        { pointer: '/email', code: 'MAX_LENGTH', detail: expect.any(String) },
        { pointer: '/email', code: 'IS_EMAIL', detail: 'email must be an email' },
        { pointer: '/lines/1/count', code: 'IS_INT', detail: 'count must be an integer number' },
      ],
    });
  });

  it('is explained where its type leads', async () => {
    const { body } = await get('/problems/invalid-input').expect(200);
    expect(body).toMatchObject({ code: 'INVALID_INPUT', status: 400 });
    await get('/problems/nothing').expect(404);
  });

  it('has an id of ours, not one that the sender chose', async () => {
    const { headers } = await get('/nowhere').set('x-request-id', CANARY);
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{14}7/);
  });
});

describe('no problem repeats what was sent', () => {
  const long = CANARY.repeat(10);
  it.each<[string, number, () => request.Test]>([
    ['a value of the wrong form', 400, () => post({ email: long })],
    ['a value of the wrong type', 400, () => post({ email: { [CANARY]: CANARY } })],
    ['an unknown property', 400, () => post({ email: 'a@b.example', [CANARY]: CANARY })],
    [
      'an unknown property further in',
      400,
      () => post({ email: 'a@b.example', lines: [{ count: 1, [CANARY]: 1 }] }),
    ],
    ['a list in place of a nested object', 400, () => post({ email: 'a@b.example', lines: [[CANARY]] })],
    ['a list for a body', 400, () => post([CANARY])],
    ['a string for a body', 400, () => raw(JSON.stringify(CANARY))],
    ['no body', 400, () => request(edge.url).post(ORDERS)],
    ['an empty body', 400, () => raw('')],
    ['broken JSON', 400, () => raw(`{"email": ${CANARY}`)],
    ['JSON that reaches for the prototype', 400, () => raw(`{"__proto__": {"x": "${CANARY}"}}`)],
    ['JSON that reaches for the constructor', 400, () => raw(`{"constructor": {"prototype": "${CANARY}"}}`)],
    ['a plain constructor', 400, () => raw(`{"email": "a@b.example", "free": {"constructor": "${CANARY}"}}`)],
    ['NUL', 400, () => post({ email: `\0${CANARY}` })],
    ['half a surrogate pair', 400, () => raw(`{"email": "\\ud800${CANARY}@b.example"}`)],
    ['a body nested too deep', 400, () => raw(`{"free": ${'['.repeat(50_000)}${']'.repeat(50_000)}}`)],
    ['plain text', 415, () => raw(CANARY, 'text/plain')],
    ['a form', 415, () => raw(`email=${CANARY}`, 'application/x-www-form-urlencoded')],
    ['an unheard-of media type', 415, () => raw(CANARY, `text/${CANARY}`)],
    ['a body too large', 413, () => post({ email: CANARY.repeat(40_000) })],
    ['an unknown path', 404, () => get(`/v1/${CANARY}`)],
    ['another method', 405, () => request(edge.url).delete(`${ORDERS}/by-text/${CANARY}`)],
    ['a malformed URL', 400, () => get(`/v1/${CANARY}%zz`)],
    ['a part of the path too long', 414, () => get(`${ORDERS}/by-text/${CANARY.repeat(10)}`)],
    ['an id that is none', 404, () => get(`${ORDERS}/things/${CANARY}`)],
    ['an id that only the database refuses', 400, () => get(`${ORDERS}/by-text/${CANARY}`)],
    ['a bad query', 400, () => get(`${ORDERS}?limit=${CANARY}`)],
    ['an unknown query', 400, () => get(`${ORDERS}?${CANARY}=1`)],
    ['a query sent twice', 400, () => get(`${ORDERS}?limit=1&limit=${CANARY}`)],
    ['a bad If-Match', 400, () => request(edge.url).post(`${ORDERS}/version`).set('if-match', CANARY)],
    ['a bad key', 400, () => post({ email: 'a@b.example' }).set('idempotency-key', `${CANARY} ${CANARY}`)],
    ['an error nobody foresaw', 500, () => get(`${ORDERS}/broken`)],
  ])('not for %s', async (_, status, send) => {
    const { headers, body, text } = await send();
    expect(text).not.toMatch(/aino|virtanen|kanarialintu/i);
    expect(JSON.stringify(headers)).not.toMatch(/aino|virtanen|kanarialintu/i);
    expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(body).toMatchObject({ status, instance: expect.stringMatching(/^urn:uuid:/) });
    expect(text).not.toMatch(/node_modules|at .*\.ts|select/);
  });

  it('not even for bytes that are not HTTP', async () => {
    const { port } = new URL(edge.url);
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), '127.0.0.1', () => socket.write(`${CANARY}\r\n\r\n`));
      let received = '';
      socket.on('data', (data) => (received += String(data)));
      socket.on('end', () => resolve(received));
      socket.on('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\nContent-Type: application\/problem\+json/);
    expect(answer).toMatch(/\r\nstrict-transport-security: max-age=31536000; includeSubDomains\r\n/);
    expect(answer).not.toMatch(/aino/);
  });
});

describe('an error of the database', () => {
  const sql = (text: string) => get(`${ORDERS}/sql?text=${encodeURIComponent(text)}`);
  const raised = (state: string) =>
    `do $$ begin raise exception '${CANARY}' using errcode = '${state}'; end $$`;

  it.each([
    ['23505', 409, 'CONFLICT'],
    ['22P02', 400, 'INVALID_VALUE'],
    ['22007', 400, 'INVALID_VALUE'],
    ['40001', 503, 'UNAVAILABLE'],
    ['57P01', 503, 'UNAVAILABLE'],
    ['53300', 503, 'UNAVAILABLE'],
    ['P0001', 500, 'INTERNAL_ERROR'],
    ['42601', 500, 'INTERNAL_ERROR'],
  ])('%s is answered %i', async (state, status, code) => {
    const { body, text, headers } = await sql(raised(state)).expect(status);
    expect(body).toMatchObject({ code });
    expect(text).not.toContain('aino');
    expect(headers['retry-after'] !== undefined).toBe(status === 503);
  });

  it('that ends the connection is answered 503, and the next request works', async () => {
    await sql('select pg_terminate_backend(pg_backend_pid())').expect(({ status }) => {
      expect([500, 503]).toContain(status);
    });
    await sql('select 1').expect(200);
  });
});

describe('a precondition', () => {
  const send = (path: string, ifMatch?: string) => {
    const sent = request(edge.url).post(`${ORDERS}/${path}`);
    return ifMatch === undefined ? sent : sent.set('if-match', ifMatch);
  };

  it('lets the version through that was read, and refuses an older one', async () => {
    await send('version', '"v7"').expect(201);
    await send('version', '*').expect(201);
    await send('version').expect(201);
    const { body } = await send('version', '"v6"').expect(412);
    expect(body).toMatchObject({ code: 'VERSION_MISMATCH' });
  });

  it('is not met by a tag that is weak or not ours, nor by a list without the right one', async () => {
    for (const other of ['W/"v7"', '"0"', '"never-given"', '"x", W/"v7"']) {
      const { body } = await send('version', other).expect(412);
      expect(body).toMatchObject({ code: 'VERSION_MISMATCH' });
    }
    await send('version', '"x", "v7"').expect(201);
  });

  it('is asked for where it is required', async () => {
    const { body } = await send('version/required').expect(428);
    expect(body).toMatchObject({ code: 'IF_MATCH_REQUIRED' });
    await send('version/required', '"v7"').expect(201);
  });
});

describe('another method of a path', () => {
  it('is refused with the methods there are', async () => {
    const { headers } = await request(edge.url).put(ORDERS).expect(405);
    expect(headers['allow']).toBe('GET, HEAD, POST');
  });
});
