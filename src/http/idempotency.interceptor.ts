import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import type { StaffRequest } from '../staff/current-staff.decorator.js';
import { ANSWERS_SECRET } from './answers-secret.decorator.js';
import { badParameter } from './http-problem.js';
import { type Answer, Idempotency, type KeyedRequest } from './idempotency.js';

type Keyed = FastifyRequest & StaffRequest;

/** Headers that belong to the answer as much as its body. */
const KEPT_HEADERS = ['etag', 'location', 'content-type'] as const;

/** Honours Idempotency-Key on every POST and PATCH that sends it. */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly idempotency: Idempotency,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Keyed>();
    const key = keyOf(request);
    if (key === null || this.reflector.get<boolean>(ANSWERS_SECRET, context.getHandler()) === true)
      return next.handle();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return from(this.answered(keyed(request, key), reply, next));
  }

  /** First answer and repeat leave by the same door, so that they are the same bytes. */
  private async answered(
    request: KeyedRequest,
    reply: FastifyReply,
    next: CallHandler<unknown>,
  ): Promise<unknown> {
    const answer = await this.idempotency.once(request, async () => {
      const result = await lastValueFrom(next.handle(), { defaultValue: undefined });
      return answerOf(reply, result);
    });
    void reply.code(answer.status).headers(answer.headers);
    return answer.body ?? undefined;
  }
}

function keyOf({ method, headers }: Keyed): string | null {
  const key = headers['idempotency-key'];
  if (key === undefined || (method !== 'POST' && method !== 'PATCH')) return null;
  if (typeof key === 'string' && /^[\x21-\x7e]{1,255}$/.test(key)) return key;
  throw badParameter(
    'Idempotency-Key',
    'MALFORMED_KEY',
    'Idempotency-Key must be 1 to 255 visible ASCII characters',
  );
}

function keyed(request: Keyed, key: string): KeyedRequest {
  const { register } = request.params as { register?: string };
  const { method, url, body } = request;
  return { register: register ?? '', caller: request.staff?.id ?? 'public', key, method, url, body };
}

function answerOf(reply: FastifyReply, result: unknown): Answer {
  const headers: Record<string, string> = {};
  for (const name of KEPT_HEADERS) {
    const value = reply.getHeader(name);
    if (value !== undefined) headers[name] = String(value);
  }
  if (result === undefined || result === null) return { status: reply.statusCode, headers, body: null };
  if (typeof result === 'string') return { status: reply.statusCode, headers, body: result };
  const type = { 'content-type': 'application/json; charset=utf-8' };
  return { status: reply.statusCode, headers: { ...type, ...headers }, body: JSON.stringify(result) };
}
