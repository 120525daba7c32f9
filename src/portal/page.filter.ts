import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { refusalOf } from '../http/problem-details.js';
import { type ProblemCode, PROBLEMS } from '../http/problems.js';
import { pageLanguage } from './page-language.js';
import { type PageModels, renderPage } from './pages.js';

type Kind = PageModels['problem']['kind'];

const KIND_BY_STATUS: Readonly<Record<number, Kind>> = {
  400: 'badInput',
  404: 'notFound',
  413: 'badInput',
  415: 'badInput',
  429: 'tooMany',
};
const ENDED: readonly ProblemCode[] = ['LINK_USED', 'LINK_EXPIRED'];

/** Refusals on pages are pages too, with the status the interface would give. */
@Catch()
export class PageFilter implements ExceptionFilter {
  private readonly logger = new Logger(PageFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest<{ Querystring: { lang?: string } }>>();
    const { code, headers } = refusalOf(error);
    const { status } = PROBLEMS[code];
    if (status >= 500)
      this.logger.error(`page failed: ${error instanceof Error ? error.name : 'unknown error'}`);
    const language = pageLanguage(request.query.lang, request.headers['accept-language']);
    const page = ENDED.includes(code)
      ? renderPage('link-ended', language, {})
      : renderPage('problem', language, { kind: KIND_BY_STATUS[status] ?? 'failed' });
    void http
      .getResponse<FastifyReply>()
      .code(status)
      .headers(headers)
      .type('text/html; charset=utf-8')
      .send(page);
  }
}
