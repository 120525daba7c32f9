import { Logger } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type FastifyBaseLogger, type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import { v7 as uuid } from 'uuid';
import type { Config } from '../config/config.js';
import { rememberRoutes } from './allowed-methods.js';
import { FORM_BYTES, JSON_BYTES, parseForm, refuseHostileBody } from './body-limits.js';
import { refuseBrokenConnection } from './broken-connection.js';
import { HttpProblem } from './http-problem.js';
import { endConnectionsWhileClosing } from './last-answers.js';
import { serveOpenApi } from './openapi.js';
import { answerProblem } from './problem-details.filter.js';
import { createLog, RequestLogger } from './request-logger.js';
import { bareHeaders, secureHeaders } from './security-headers.js';
import { keepSignedBodies } from './signed-bodies.js';

/** A sender has this long for the whole of a request, so that slow ones do not hold connections. */
const REQUEST_MS = 60_000;

/** Fastify with our limits, ids and log. */
export function createHttpAdapter(config: Config): FastifyAdapter {
  return new FastifyAdapter({
    loggerInstance: createLog(config) as FastifyBaseLogger,
    // One line per request is ours, see below.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => uuid(),
    requestIdHeader: false,
    bodyLimit: JSON_BYTES,
    requestTimeout: REQUEST_MS,
    // One hop: the proxy in front. What stands further left in X-Forwarded-For anyone may have written.
    trustProxy: config.TRUST_PROXY === 'true' ? (_address: string, hop: number) => hop < 1 : false,
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      answerProblem(error, request, reply.headers(bareHeaders(request.id)), new Logger('Http')),
    clientErrorHandler: refuseBrokenConnection,
  });
}

/** Everything at the edge that is not a provider: headers, limits, log lines, documents. Before `init` or `listen`. */
export async function configureHttp(app: NestFastifyApplication): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  app.useLogger(new RequestLogger(fastify.log));
  rememberRoutes(fastify);
  keepSignedBodies(fastify);
  endConnectionsWhileClosing(fastify);
  logRequests(app);
  await secureHeaders(app);
  limitBodies(app);
  serveOpenApi(app);
}

/** One line per answer. The route's pattern, never the URL: paths and queries may hold tokens. */
function logRequests(app: NestFastifyApplication): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onResponse', (request, reply, done) => {
      request.log.info({
        method: request.method,
        route: request.routeOptions.url ?? null,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      });
      done();
    });
}

function limitBodies(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.removeContentTypeParser('text/plain');
  app.useBodyParser('application/x-www-form-urlencoded', { bodyLimit: FORM_BYTES }, readForm);
  app.useBodyParser('multipart/form-data', { bodyLimit: FORM_BYTES }, readParts);
  fastify.addHook('preValidation', (request, _reply, done) => {
    refuseHostileBody(request.body);
    done();
  });
}

/** Where mail providers post a form to the interface (RFC 8058). That they post says all. */
const ONE_CLICK = '/v1/public/unsubscribe/';

function readParts(
  request: { url: string },
  _body: Buffer,
  done: (error: Error | null, form?: unknown) => void,
): void {
  if (request.url.startsWith(ONE_CLICK)) done(null, {});
  else done(new HttpProblem('UNSUPPORTED_MEDIA_TYPE'));
}

/** Forms are for pages; the interface takes JSON. */
function readForm(
  request: { url: string },
  body: Buffer,
  done: (error: Error | null, form?: unknown) => void,
): void {
  if (request.url.startsWith('/v1/') && !request.url.startsWith(ONE_CLICK))
    return done(new HttpProblem('UNSUPPORTED_MEDIA_TYPE'));
  try {
    done(null, parseForm(body.toString('utf8')));
  } catch (error) {
    done(error as Error);
  }
}
