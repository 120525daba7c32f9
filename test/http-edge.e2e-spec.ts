import { connect } from 'node:net';
import { Body, Controller, Get, Headers, HttpCode, Ip, Param, Post, Query } from '@nestjs/common';
import { IsEmail } from 'class-validator';
import type { FastifyBaseLogger } from 'fastify';
import request from 'supertest';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Config } from '../src/config/config.js';
import { ListQuery } from '../src/http/list.js';
import { createLog, RequestLogger } from '../src/http/request-logger.js';
import { Permit } from '../src/staff/permit.decorator.js';
import { Public } from '../src/staff/public.decorator.js';
import { type EdgeApp, startEdgeApp } from './support/edge-app.js';

class AskDto {
  @IsEmail()
  email!: string;
}

@Controller('v1/versions')
class VersionsController {
  @Public()
  @Get()
  list(@Query() { limit }: ListQuery, @Headers('purpose') purpose?: string) {
    return { limit, purpose };
  }

  @Public()
  @Post()
  change(@Headers('if-match') ifMatch?: string) {
    return { ifMatch };
  }
}

@Controller()
class PagesController {
  @Public()
  @Get('verify/:token')
  page(@Param('token') token: string) {
    return { length: token.length };
  }

  @Public()
  @Post('verify/:token')
  form(@Body() form: object) {
    return form;
  }

  @Public()
  @HttpCode(202)
  @Post('v1/public/ask')
  ask(@Body() _: AskDto, @Ip() ip: string) {
    return { ip };
  }

  @Public()
  @Get('broken')
  broken() {
    throw new RangeError('aino@suoja.example is not here');
  }

  @Permit('customers.read')
  @Get('v1/registers/:register/personal')
  personal() {
    return {};
  }
}

let edge: EdgeApp;
afterEach(() => edge.stop());

const ask = (email: string, forwarded?: string) => {
  const sent = request(edge.url).post('/v1/public/ask').send({ email });
  return forwarded === undefined ? sent : sent.set('x-forwarded-for', forwarded);
};

describe('every answer', () => {
  it('is neither stored, framed, indexed nor told to other sites', async () => {
    edge = await startEdgeApp([PagesController]);
    for (const path of ['/verify/abc', '/v1/registers/konttorimix/personal', '/nowhere']) {
      const { headers } = await request(edge.url).get(path);
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'content-security-policy':
          "default-src 'none';style-src 'self';img-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'none'",
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'x-robots-tag': 'noindex',
      });
    }
  });
});

describe('an answer to a URL that no router can read', () => {
  it('has the headers that matter too', async () => {
    edge = await startEdgeApp();
    const { headers } = await request(edge.url).get('/%zz').expect(400);
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('the log', () => {
  it('has a line per request with the pattern of the route, one per fault with its frames, and no value in either', async () => {
    const written: string[] = [];
    const stdout = vi
      .spyOn(process.stdout, 'write')
      .mockImplementation((line) => written.push(String(line)) > 0);
    try {
      edge = await startEdgeApp([PagesController], { LOG_LEVEL: 'trace' });
      const { headers } = await request(edge.url).get(
        '/verify/sala-token-0123456789?mail=aino@suoja.example',
      );
      await request(edge.url).get('/aino/0401234567');
      await ask('aino@suoja.example').expect(202);
      const { headers: broken } = await request(edge.url).get('/broken').expect(500);
      const lines = written.join('');
      expect(lines).not.toMatch(/sala-token|aino|0401234567/);
      const line = lines.split('\n').find((each) => each.includes(headers['x-request-id'] as string));
      expect(JSON.parse(line!)).toMatchObject({ method: 'GET', route: '/verify/:token', status: 200 });
      const faults = lines.split('\n').filter((each) => each.includes('RangeError'));
      expect(faults).toHaveLength(1);
      expect(faults[0]).toContain(broken['x-request-id'] as string);
      expect(faults[0]).toContain('http-edge.e2e-spec');
    } finally {
      stdout.mockRestore();
    }
  });

  it('is one line of JSON each, whatever a sender puts where: nobody writes lines of their own', async () => {
    const written: string[] = [];
    const stdout = vi
      .spyOn(process.stdout, 'write')
      .mockImplementation((line) => written.push(String(line)) > 0);
    try {
      edge = await startEdgeApp([PagesController], { LOG_LEVEL: 'trace' });
      const forged = '\r\n{"level":60,"msg":"VÄÄRENNETTY"}\n\u001b[2J\u2028';
      await request(edge.url).get(`/verify/${encodeURIComponent(forged)}`);
      await request(edge.url).get(`/${encodeURIComponent(forged)}?q=${encodeURIComponent(forged)}`);
      await request(edge.url).get(`/%zz${encodeURIComponent(forged)}`);
      await ask(forged).expect(400);
      await request(edge.url).post('/v1/public/ask').set('content-type', 'application/json').send(forged);
      await request(edge.url)
        .post(`/v1/sessions`)
        .send({ email: `${forged}@suoja.example`, password: forged });
      new RequestLogger(createLog(edge.app.get(Config)) as FastifyBaseLogger).warn(
        `told of ${forged}`,
        'Test',
      );
      const lines = written.join('').trimEnd().split('\n');
      expect(lines.length).toBeGreaterThan(6);
      for (const line of lines) {
        expect(JSON.parse(line)).toMatchObject({ level: expect.any(Number) });
        // oxlint-disable-next-line no-control-regex
        expect(line).not.toMatch(/[\u0000-\u001f]/);
      }
      const forgeries = lines.filter((line) => line.includes('VÄÄRENNETTY'));
      expect(forgeries).toHaveLength(1);
      expect(JSON.parse(forgeries[0]!)).toMatchObject({ level: 40, context: 'Test' });
    } finally {
      stdout.mockRestore();
    }
  });
});

describe('public POSTs', () => {
  it('are limited per address they come from', async () => {
    edge = await startEdgeApp([PagesController], { PUBLIC_RATE_LIMIT: '3' });
    for (let times = 0; times < 3; times++) await ask(`a${times}@suoja.example`).expect(202);
    const { headers, body } = await ask('b@suoja.example').expect(429);
    expect(Number(headers['retry-after'])).toBeGreaterThan(3000);
    expect(body).toMatchObject({ code: 'TOO_MANY_REQUESTS' });
    await request(edge.url).get('/verify/abc').expect(200);
  });

  it('are not fooled by a forged X-Forwarded-For', async () => {
    edge = await startEdgeApp([PagesController], { PUBLIC_RATE_LIMIT: '2' });
    const { body } = await ask('a@suoja.example', '192.0.2.1').expect(202);
    expect(body).toEqual({ ip: '127.0.0.1' });
    await ask('b@suoja.example', '192.0.2.2').expect(202);
    await ask('c@suoja.example', '192.0.2.3').expect(429);
  });

  it('come from where the proxy in front says, not from what stands further left', async () => {
    edge = await startEdgeApp([PagesController], { TRUST_PROXY: 'true' });
    const { body } = await ask('a@suoja.example', '192.0.2.1, 198.51.100.7').expect(202);
    expect(body).toEqual({ ip: '198.51.100.7' });
  });
});

describe('a form of a page', () => {
  it('arrives as fields, within limits', async () => {
    edge = await startEdgeApp([PagesController]);
    const send = (form: string) =>
      request(edge.url)
        .post('/verify/abc')
        .set('content-type', 'application/x-www-form-urlencoded')
        .send(form);
    await send('name=%C3%84iti+M&right=access&right=erasure').expect(201, {
      name: 'Äiti M',
      right: ['access', 'erasure'],
    });
    await send('__proto__=1').expect(400);
    await send('a=%00').expect(400);
    await send(Array.from({ length: 101 }, (_, index) => `f${index}=1`).join('&')).expect(400);
    await send(`a=${'x'.repeat(70_000)}`).expect(413);
  });
});

describe('a body of two gigabytes', () => {
  const TWO_GIGABYTES = 2 * 1024 ** 3;

  /** Sends the head and then chunk after chunk, as long as the house takes any; gives what it answers, and how much it took. */
  function flood(head: string, chunk: string): Promise<{ answer: string; sent: number }> {
    const { hostname, port } = new URL(edge.url);
    return new Promise((resolve) => {
      const socket = connect(Number(port), hostname);
      let answer = '';
      let sent = 0;
      const pour = () => {
        while (!socket.destroyed && sent < TWO_GIGABYTES) {
          sent += chunk.length;
          if (!socket.write(chunk)) return;
        }
      };
      socket.setEncoding('utf8').on('data', (text: string) => {
        answer += text;
        socket.destroy();
      });
      socket.on('drain', pour).on('error', () => undefined);
      socket.on('close', () => resolve({ answer, sent }));
      socket.write(
        `POST /v1/public/ask HTTP/1.1\r\nhost: edge\r\ncontent-type: application/json\r\n${head}\r\n\r\n`,
      );
      pour();
    });
  }
  const TEXT = '"'.padEnd(64 * 1024, 'x');

  it('is refused at its head when it says how long it is', async () => {
    edge = await startEdgeApp([PagesController]);
    const { answer, sent } = await flood(`content-length: ${TWO_GIGABYTES}`, TEXT);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(sent).toBeLessThan(64 * 1024 ** 2);
  });

  it('is refused after its first megabyte when it does not say', async () => {
    edge = await startEdgeApp([PagesController]);
    const chunk = `${TEXT.length.toString(16)}\r\n${TEXT}\r\n`;
    const { answer, sent } = await flood('transfer-encoding: chunked', chunk);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(sent).toBeLessThan(64 * 1024 ** 2);
  });

  it('that says it is short is read as far as it says, and what follows is no request', async () => {
    edge = await startEdgeApp([PagesController]);
    const { answer } = await flood('content-length: 10', TEXT);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    await request(edge.url).get('/verify/abc').expect(200);
  });
});

describe('the API document', () => {
  it('is OpenAPI 3.1, wants a session where staff is needed, and shows the problem of every operation', async () => {
    edge = await startEdgeApp([PagesController]);
    const { body } = await request(edge.url).get('/openapi.json').expect(200);
    const document = body as { openapi: string; paths: Record<string, Record<string, Operation>> };
    expect(document.openapi).toBe('3.1.0');
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
    expect(operations.length).toBeGreaterThan(8);
    for (const { responses } of operations) {
      expect(responses['default']?.content['application/problem+json']?.schema).toEqual({
        $ref: '#/components/schemas/ProblemDetails',
      });
    }
    expect(document.paths['/v1/registers/{register}/personal']?.['get']?.security).toEqual([{ bearer: [] }]);
    expect(document.paths['/v1/public/ask']?.['post']?.security).toBeUndefined();
  });

  it('names the headers and the page of a list, and requires none of them', async () => {
    edge = await startEdgeApp([VersionsController]);
    const { body } = await request(edge.url).get('/openapi.json').expect(200);
    const { paths } = body as { paths: Record<string, Record<string, Operation>> };
    const named = ({ parameters }: Operation) =>
      parameters
        .filter(({ in: place }) => place !== 'path')
        .map(({ name, required }) => [name, required ?? false]);
    expect(named(paths['/v1/versions']!['get']!)).toEqual([
      ['limit', false],
      ['cursor', false],
      ['Purpose', false],
    ]);
    expect(named(paths['/v1/versions']!['post']!)).toEqual([
      ['If-Match', false],
      ['Idempotency-Key', false],
    ]);
  });

  it('is shown by Swagger UI, which loads nothing from elsewhere', async () => {
    edge = await startEdgeApp();
    const { text, headers } = await request(edge.url).get('/docs').redirects(1).expect(200);
    expect(headers['content-security-policy']).toContain("script-src 'self'");
    expect(headers['content-security-policy']).not.toContain('http');
    const loaded = [...text.matchAll(/(?:src|href)="([^"#]+)"/g)].map(([, url]) => url!);
    expect(loaded.length).toBeGreaterThan(2);
    for (const url of loaded)
      await request(edge.url)
        .get(new URL(url, `${edge.url}/docs`).pathname)
        .expect(200);
    expect(text).not.toMatch(/<script(?![^>]*src=)[^>]*>\s*\S/);
  });
});

interface Operation {
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[];
  readonly security?: object[];
  readonly responses: Record<string, { readonly content: Record<string, { readonly schema: object }> }>;
}
