// The built service and its commands as processes, spoken to over HTTP as anybody could.
import { execFile, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const dist = join(fileURLToPath(import.meta.url), '../../../dist/src');
const DAY = '2026-11-25';
const PATIENCE_S = 60;

export class House {
  constructor(env, url) {
    this.env = { PATH: process.env.PATH, SUOJA_NOW: `${DAY}T09:00:00+02:00`, RECONCILE_SECONDS: '1', ...env };
    this.url = url;
  }

  async start() {
    this.printed = '';
    this.process = spawn(process.execPath, [join(dist, 'main.js')], { env: this.env });
    this.ended = new Promise((resolve) => this.process.once('exit', resolve));
    for (const stream of [this.process.stdout, this.process.stderr])
      stream.setEncoding('utf8').on('data', (text) => (this.printed += text));
    await until('the service to start', () => {
      if (this.process.exitCode !== null) throw new Error(`the service ended: ${this.printed}`);
      return this.printed.includes('Stop with Ctrl-C');
    });
  }

  async stop() {
    if (!this.process) return;
    this.process.kill('SIGTERM');
    await this.ended;
    this.process = undefined;
  }

  /** Runs `suoja …`, and gives its exit code and the JSON it printed. */
  command(...args) {
    return new Promise((resolve) => {
      execFile(
        process.execPath,
        [join(dist, 'cli/main.js'), ...args, '--json'],
        { env: this.env },
        (error, out, err) => {
          const code = error === null ? 0 : Number(error.code);
          resolve({ code, said: out.trim() === '' ? null : JSON.parse(out), problems: err });
        },
      );
    });
  }

  /** A member of staff, logged in. */
  async staff(role) {
    const args = ['--email', `${role}@suoja.example`, '--role', role, '--commitment', '2020-01-01'];
    const { said } = await this.command('user', 'add', ...args);
    return { email: said.email ?? `${role}@suoja.example`, password: said.password };
  }

  async login({ email, password }) {
    const { body } = await this.ask('POST', '/v1/sessions', { email, password });
    return body.token;
  }

  async ask(method, path, body, token) {
    const answer = await fetch(`${this.url}${path}`, {
      method,
      // A connection kept open may be closed by the other side just when it is used again.
      headers: {
        connection: 'close',
        ...(body && { 'content-type': 'application/json' }),
        ...(token && { authorization: `Bearer ${token}` }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isJson = /json/.test(answer.headers.get('content-type') ?? '');
    return { status: answer.status, headers: answer.headers, body: isJson ? JSON.parse(text) : text };
  }

  /** The same, where another status than this ends the drill. */
  async get(path, token, status = 200) {
    return this.expect('GET', path, undefined, token, status);
  }

  async post(path, body, token, status) {
    return this.expect('POST', path, body, token, status);
  }

  async expect(method, path, body, token, status) {
    const answer = await this.ask(method, path, body, token);
    if (answer.status !== status) throw new Error(`${method} ${path}: ${answer.status} instead of ${status}`);
    return answer.body;
  }

  /** A case for the erasure of this customer, received by letter, approved and carried out. */
  async erase(register, customerId, { clerk, supervisor }, end) {
    const requests = `/v1/registers/${register}/requests`;
    const asked = {
      receivedOn: DAY,
      channel: 'letter',
      language: 'fi',
      rights: ['erasure'],
      person: { customerId },
    };
    const { id } = await this.post(requests, asked, clerk, 201);
    const item = () => this.get(`${requests}/${id}`, clerk).then(({ items }) => items[0]);
    const { id: itemId } = await until('a plan', async () => {
      const found = await item();
      return found.state === 'awaiting-approval' && found;
    });
    const { planHash } = await this.get(`${requests}/${id}/plan?itemId=${itemId}`, clerk);
    await this.post(`${requests}/${id}/approve`, { itemId, planHash }, supervisor, 200);
    await until('the erasure', async () => (await item()).state === end);
  }
}

export async function until(what, look) {
  const end = Date.now() + PATIENCE_S * 1000;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await sleep(100);
  }
}
