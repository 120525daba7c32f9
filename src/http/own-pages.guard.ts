import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { FROM_ANY_SITE } from './from-any-site.decorator.js';
import { HttpProblem } from './http-problem.js';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses what a page of a foreign site has a visitor's browser send. No answer here rests on a cookie, so such a page
 * could act for nobody; but it could spend a visitor's address on our limits. Every browser since 2023 says where a
 * request comes from (Fetch Metadata); whoever says nothing is no page.
 */
@Injectable()
export class OwnPagesGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const { method, headers } = context.switchToHttp().getRequest<FastifyRequest>();
    if (READING.has(method) || headers['sec-fetch-site'] !== 'cross-site') return true;
    if (this.reflector.get<boolean>(FROM_ANY_SITE, context.getHandler()) === true) return true;
    throw new HttpProblem('CROSS_SITE');
  }
}
