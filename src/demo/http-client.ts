import { DemoFailure } from './waiting.js';

export interface Answered<T> {
  readonly status: number;
  readonly body: T;
}

/** Speaks JSON with the service, as anybody could. */
export class HttpClient {
  constructor(
    private readonly url: string,
    private readonly stopped: AbortSignal,
    private readonly token?: string,
  ) {}

  /** The same service, as somebody who has logged in. */
  async loggedIn(email: string, password: string): Promise<HttpClient> {
    const { token } = await this.post<{ token: string }>('/v1/sessions', { email, password }, 201);
    return new HttpClient(this.url, this.stopped, token);
  }

  get<T>(path: string): Promise<T> {
    return this.expect<T>('GET', path, 200);
  }

  post<T>(path: string, body: object, status = 200): Promise<T> {
    return this.expect<T>('POST', path, status, body);
  }

  patch<T>(path: string, body: object): Promise<T> {
    return this.expect<T>('PATCH', path, 200, body);
  }

  async send<T>(method: string, path: string, body?: object): Promise<Answered<T>> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      signal: this.stopped,
      headers: {
        ...(body && { 'content-type': 'application/json' }),
        ...(this.token && { authorization: `Bearer ${this.token}` }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as T };
  }

  private async expect<T>(method: string, path: string, status: number, body?: object): Promise<T> {
    const answered = await this.send<T & { code?: string }>(method, path, body);
    if (answered.status === status) return answered.body;
    throw new DemoFailure(
      `${method} ${path} answered ${answered.status} ${answered.body.code ?? ''} instead of ${status}: ${JSON.stringify(answered.body)}`,
    );
  }
}
