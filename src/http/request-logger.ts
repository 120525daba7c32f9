import { Injectable, type LoggerService } from '@nestjs/common';
import type { FastifyBaseLogger } from 'fastify';
import { type Logger, pino, stdTimeFunctions } from 'pino';
import type { Config } from '../config/config.js';
import { faultOf } from './fault.js';
import { scrub } from './scrubber.js';

type Level = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace';

const logs = new WeakMap<Config, Logger>();

/** The one log of the process: JSON lines on stdout, and of an error never its message. */
export function createLog(config: Config): Logger {
  const log = logs.get(config) ?? newLog(config);
  logs.set(config, log);
  return log;
}

function newLog(config: Config): Logger {
  return pino({
    level: config.LOG_LEVEL,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    serializers: {
      err: faultOf,
      req: ({ id }: { id?: unknown }) => ({ id }),
      res: ({ statusCode }: { statusCode?: unknown }) => ({ statusCode }),
    },
  });
}

const BOOTSTRAP = ['InstanceLoader', 'RoutesResolver', 'RouterExplorer', 'NestFactory', 'NestApplication'];

/** Nest's log lines, on the same stream as Fastify's. Every message passes the scrubber. */
@Injectable()
export class RequestLogger implements LoggerService {
  constructor(private readonly out: FastifyBaseLogger) {}

  fatal(message: unknown, ...more: unknown[]): void {
    this.write('fatal', message, more);
  }

  error(message: unknown, ...more: unknown[]): void {
    this.write('error', message, more);
  }

  warn(message: unknown, ...more: unknown[]): void {
    this.write('warn', message, more);
  }

  log(message: unknown, ...more: unknown[]): void {
    // Every route and module, at every start: of use to nobody.
    if (BOOTSTRAP.includes(String(more.at(-1)))) return;
    this.write('info', message, more);
  }

  debug(message: unknown, ...more: unknown[]): void {
    this.write('debug', message, more);
  }

  verbose(message: unknown, ...more: unknown[]): void {
    this.write('trace', message, more);
  }

  /** Nest passes the context last, and the stack of an error before it. */
  private write(level: Level, message: unknown, more: readonly unknown[]): void {
    const context = more.at(-1);
    const stack = more.slice(0, -1).find((each) => typeof each === 'string');
    this.out[level]({
      ...(typeof context === 'string' && { context: scrub(context) }),
      ...(stack !== undefined && { stack: scrub(stack) }),
      msg: scrub(textOf(message)),
    });
  }
}

function textOf(message: unknown): string {
  if (typeof message === 'string') return message;
  if (message instanceof Error) {
    const { name, frames } = faultOf(message);
    return `${name}\n${frames}`;
  }
  return JSON.stringify(message) ?? typeof message;
}
