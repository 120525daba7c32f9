import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { allowedMethods } from './allowed-methods.js';
import { faultOf } from './fault.js';
import { HttpProblem } from './http-problem.js';
import { PROBLEM_TYPE, problemDetails, refusalOf } from './problem-details.js';
import { PROBLEMS } from './problems.js';

/** Answers every error, of the domain, the framework or the database, as problem details. */
@Catch()
export class ProblemDetailsFilter implements ExceptionFilter {
  private readonly log = new Logger('Http');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    answerProblem(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>(), this.log);
  }
}

export function answerProblem(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  log: Logger,
): void {
  const refused = refusalOf(otherMethod(error, request) ?? error);
  const { status } = PROBLEMS[refused.code];
  if (status >= 500) {
    const fault = faultOf(error);
    log.error(`${request.id} ${fault.name}`, fault.frames);
  }
  // A stream that broke half-way has sent its status already.
  if (reply.sent) return;
  void reply
    .code(status)
    .headers(refused.headers)
    .removeHeader('etag')
    .header('cache-control', 'no-store')
    .header('content-type', PROBLEM_TYPE)
    .send(JSON.stringify(problemDetails(refused, request.id)));
}

/** A path that exists under another method is not "not found". */
function otherMethod(error: unknown, request: FastifyRequest): HttpProblem | null {
  if (!request.is404) return null;
  const allowed = allowedMethods(request.server, request.raw.url ?? '');
  if (allowed.length === 0 || allowed.includes(request.method)) return null;
  return new HttpProblem('METHOD_NOT_ALLOWED', { headers: { allow: allowed.join(', ') } });
}
