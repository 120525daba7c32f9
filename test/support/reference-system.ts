import { createHmac, randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TaskMessage } from '../../src/tasks/task-content.js';
import { isSigned, type Received } from './webhook-receiver.js';

/** How the system behaves. `silent` takes what it is asked and says nothing more. */
export type Play = 'honest' | 'silent' | 'dead' | 'lying' | 'twice';

export interface Asked {
  readonly message: TaskMessage;
  readonly received: Received;
}

/** A connected system as another company might run it: it knows the secret, and what it is sent. */
export class ReferenceSystem {
  play: Play = 'honest';
  /** What it holds of a person, by e-mail address. */
  readonly holds = new Map<string, unknown>();
  readonly asked: Asked[] = [];
  /** Statuses of what it called back, in order. */
  readonly answers: number[] = [];
  private readonly server: Server;

  private constructor(
    readonly secret: string,
    private now: () => Date = () => new Date(),
  ) {
    this.server = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (part: string) => (body += part));
      request.on('end', () => {
        if (this.play === 'dead') return void response.writeHead(503).end();
        response.writeHead(202).end();
        const received = { headers: request.headers, body };
        const asked = { message: JSON.parse(body) as TaskMessage, received };
        this.asked.push(asked);
        void this.act(asked.message);
      });
    });
  }

  static async start(secret: string): Promise<ReferenceSystem> {
    const system = new ReferenceSystem(secret);
    await new Promise<void>((resolve) => system.server.listen(0, '127.0.0.1', resolve));
    return system;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/pyynnot`;
  }

  /** The clock of the service, by which signatures are dated. */
  tellTime(now: () => Date): void {
    this.now = now;
  }

  wasSignedRightly({ received }: Asked): boolean {
    return isSigned(received, this.secret);
  }

  askedFor(email: string): Asked[] {
    return this.asked.filter(({ message }) =>
      message.identities.some(({ identity_value }) => identity_value === email),
    );
  }

  /** What an honest system answers to a task. */
  truth({ request_id, request_type, identities }: TaskMessage): object {
    const done = { request_id, request_status: 'completed' };
    if (request_type !== 'access' && request_type !== 'portability') return done;
    const [found] = identities.flatMap(({ identity_value }) => this.holds.get(identity_value) ?? []);
    return { ...done, data: found ?? null };
  }

  /** Signs and posts an answer to the callback of a task. */
  callBack(
    { callback_url }: Pick<TaskMessage, 'callback_url'>,
    answer: object,
    secret = this.secret,
  ): Promise<number> {
    return this.send(callback_url!, answer, secret);
  }

  /** Headers of Standard Webhooks over a body, or over the path of a request without one. */
  sign(signed: string, secret = this.secret, at = this.now()): Record<string, string> {
    const id = randomUUID();
    const timestamp = String(Math.floor(at.getTime() / 1000));
    const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
    const mac = createHmac('sha256', key).update(`${id}.${timestamp}.${signed}`).digest('base64');
    return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${mac}` };
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.server.closeAllConnections();
      this.server.close(() => resolve());
    });
  }

  private async act(message: TaskMessage): Promise<void> {
    if (this.play === 'silent') return;
    const answer = this.play === 'lying' ? { ...this.truth(message), ...LIE } : this.truth(message);
    this.answers.push(await this.callBack(message, answer));
    if (this.play === 'twice') this.answers.push(await this.callBack(message, answer));
  }

  private async send(url: string, answer: object, secret: string): Promise<number> {
    const body = JSON.stringify(answer);
    const headers = { 'content-type': 'application/json', ...this.sign(body, secret) };
    const response = await fetch(url, { method: 'POST', headers, body });
    await response.text();
    return response.status;
  }
}

/** "Done", with something that is nobody's data. */
const LIE = { data: { subscriptions: 'kaikki' } };
