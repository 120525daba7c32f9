import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Config } from '../config/config.js';
import { PUBLIC } from '../staff/public.decorator.js';
import { Limiter } from './limiter.js';
import { OWN_RATE_LIMIT } from './own-rate-limit.decorator.js';

const HOUR = 3600;

/** Public POSTs are counted per network address they come from. */
@Injectable()
export class RateLimitGuard implements CanActivate {
  private readonly perIp: Limiter;

  constructor(
    private readonly reflector: Reflector,
    config: Config,
  ) {
    this.perIp = new Limiter(config.PUBLIC_RATE_LIMIT, HOUR);
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (request.method !== 'POST' || !this.marked(context, PUBLIC) || this.marked(context, OWN_RATE_LIMIT))
      return true;
    await this.perIp.take(request.ip);
    return true;
  }

  private marked(context: ExecutionContext, mark: string): boolean {
    return (
      this.reflector.getAllAndOverride<boolean>(mark, [context.getHandler(), context.getClass()]) === true
    );
  }
}
