import { Transform } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** What one system may return of one person. */
export const SIGNED_BYTES = 10 * 1024 * 1024;

/** Routes on which another system signs what it sends, and may send much. */
const SIGNED = /^\/v1\/(public\/systems|systems)\//;

const bodies = new WeakMap<object, Buffer>();

/** The body as it arrived: a signature is over these bytes and no others. Empty where there was none. */
export const bytesOfBody = ({ raw }: Pick<FastifyRequest, 'raw'>): Buffer =>
  bodies.get(raw) ?? Buffer.alloc(0);

/** Keeps the bytes of signed bodies, and lets them be longer than others. Before the routes are made. */
export function keepSignedBodies(fastify: FastifyInstance): void {
  fastify.addHook('onRoute', (route) => {
    if (!SIGNED.test(route.url)) return;
    route.bodyLimit = SIGNED_BYTES;
    route.preParsing = (request, _reply, payload, done) => {
      const kept: Buffer[] = [];
      const through = new Transform({
        transform(part: Buffer, _encoding, pass) {
          kept.push(part);
          pass(null, part);
        },
        flush(end) {
          bodies.set(request.raw, Buffer.concat(kept));
          end();
        },
      });
      payload.on('error', (error) => through.destroy(error));
      done(null, payload.pipe(through));
    };
  });
}
