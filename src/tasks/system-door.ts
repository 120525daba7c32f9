import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Clock } from '../clock.js';
import { Config } from '../config/config.js';
import { secretOf, systemOf } from '../domain/connected-system.js';
import type { ConnectedSystem } from '../domain/register-policy.js';
import { HttpProblem } from '../http/http-problem.js';
import { Limiter } from '../http/limiter.js';
import { bytesOfBody } from '../http/signed-bodies.js';
import { isSignedBy, webhookKeys } from '../recipients/webhook-signature.js';
import { Policies } from '../registers/policies.js';

const HOUR = 3600;

/** Lets in a system that signs with the secret its register's policy names, and nobody else. */
@Injectable()
export class SystemDoor {
  private readonly keys: ReadonlyMap<string, Buffer>;
  private readonly fetches: Limiter;

  constructor(
    private readonly policies: Policies,
    private readonly clock: Clock,
    config: Config,
  ) {
    this.keys = webhookKeys(config.WEBHOOK_SECRETS);
    this.fetches = new Limiter(config.PUBLIC_RATE_LIMIT, HOUR);
  }

  /**
   * Signed is the body; of a request without one, its path and query. A register or a system that is not known here
   * is answered as a bad signature is. POSTs are counted where all public ones are.
   */
  async enter(register: string, code: string, request: FastifyRequest): Promise<ConnectedSystem> {
    if (request.method === 'GET') await this.fetches.take(request.ip);
    const system = this.policies.has(register) ? systemOf(this.policies.of(register), code) : undefined;
    const key = system && this.keys.get(secretOf(system));
    const body = request.method === 'GET' ? request.url : bytesOfBody(request);
    const header = (name: string) => {
      const value = request.headers[name];
      return typeof value === 'string' ? value : undefined;
    };
    const signed = {
      id: header('webhook-id'),
      timestamp: header('webhook-timestamp'),
      signature: header('webhook-signature'),
      body,
    };
    if (!system || !key || !isSignedBy(key, signed, this.clock.now()))
      throw new HttpProblem('SIGNATURE_INVALID');
    return system;
  }
}
