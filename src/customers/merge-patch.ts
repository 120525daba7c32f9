import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';

/** RFC 7396. */
export const MERGE_PATCH = 'application/merge-patch+json';

/** Lets bodies come as a JSON merge patch too; what they hold is read as any JSON. */
@Injectable()
export class MergePatch implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost) {}

  onModuleInit(): void {
    const { httpAdapter } = this.host;
    // The command line and the worker run without HTTP.
    if (httpAdapter?.getType() !== 'fastify') return;
    const fastify = httpAdapter.getInstance<FastifyInstance>();
    if (fastify.hasContentTypeParser(MERGE_PATCH)) return;
    const parse = fastify.getDefaultJsonParser('error', 'error');
    fastify.addContentTypeParser(MERGE_PATCH, { parseAs: 'string' }, parse);
  }
}
