import { setTimeout as sleep } from 'node:timers/promises';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

interface Account {
  readonly email: string;
  readonly password: string;
}

const ONE_TRY_MS = 15_000;
const PATIENCE_MS = 180_000;

/** Asks again, with the same Idempotency-Key, until it hears a definite answer: what it heard yes to must stay. */
export class PatientClient {
  private token: Promise<string> | undefined;

  constructor(
    private readonly url: () => string,
    private readonly account: Account | null,
    private readonly refused: (what: string) => void,
  ) {}

  get(path: string): Promise<Answer> {
    return this.send('GET', path);
  }

  post(path: string, body: object, key: string): Promise<Answer> {
    return this.send('POST', path, body, key);
  }

  patch(path: string, body: object, key: string): Promise<Answer> {
    return this.send('PATCH', path, body, key);
  }

  private async send(method: string, path: string, body?: object, key?: string): Promise<Answer> {
    const end = Date.now() + PATIENCE_MS;
    let last = '';
    while (Date.now() < end) {
      const answer = await this.once(method, path, body, key).catch((error: unknown) => {
        last = String(error);
        return null;
      });
      if (answer) last = String(answer.status);
      if (answer?.status === 401 && this.account) this.token = undefined;
      else if (answer && answer.status < 500 && answer.status !== 429) return answer;
      else if (answer?.status === 500) this.refused(`${method} ${path}: ${JSON.stringify(answer.body)}`);
      await sleep(100);
    }
    throw new Error(`no answer in ${PATIENCE_MS / 1000} s but ${last}: ${method} ${path}`);
  }

  private async once(method: string, path: string, body?: object, key?: string): Promise<Answer> {
    const headers: Record<string, string> = body ? { 'content-type': 'application/json' } : {};
    if (key) headers['idempotency-key'] = key;
    if (this.account) headers['authorization'] = `Bearer ${await this.login()}`;
    return this.fetched(method, path, headers, body);
  }

  private login(): Promise<string> {
    this.token ??= this.fetched('POST', '/v1/sessions', { 'content-type': 'application/json' }, this.account!)
      .then(({ status, body }) => {
        if (status !== 201) throw new Error(`login: ${status}`);
        return (body as { token: string }).token;
      })
      .catch((error: unknown) => {
        this.token = undefined;
        throw error;
      });
    return this.token;
  }

  private async fetched(
    method: string,
    path: string,
    headers: Record<string, string>,
    body?: object,
  ): Promise<Answer> {
    const answer = await fetch(this.url() + path, {
      method,
      headers,
      signal: AbortSignal.timeout(ONE_TRY_MS),
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? null : (JSON.parse(text) as unknown) };
  }
}
