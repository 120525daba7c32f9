import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/**
 * A service that stops gives the answers it owes and waits for nobody else. Without this a connection that was busy at
 * that moment is kept alive afterwards, and one that was opened ahead and never used (browsers do so) counts as busy:
 * each would hold the service for about a minute.
 */
export function endConnectionsWhileClosing(fastify: FastifyInstance): void {
  const unused = unusedConnections(fastify);
  let closing = false;
  fastify.addHook('preClose', (done) => {
    closing = true;
    for (const socket of unused) socket.destroy();
    done();
  });
  fastify.addHook('onSend', (_request, reply, _payload, done) => {
    if (closing) void reply.header('connection', 'close');
    done();
  });
}

/** Connections that have not sent a request yet. */
function unusedConnections({ server }: FastifyInstance): ReadonlySet<Socket> {
  const unused = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  server.on('request', ({ socket }: IncomingMessage) => unused.delete(socket));
  return unused;
}
