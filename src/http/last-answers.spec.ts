import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { describe, expect, it } from 'vitest';
import { endConnectionsWhileClosing } from './last-answers.js';

describe('a service that stops', () => {
  it('gives the answer it owes and does not keep the connection alive', async () => {
    const fastify = new FastifyAdapter().getInstance();
    endConnectionsWhileClosing(fastify);
    let answer: (text: string) => void = () => {};
    const asked = new Promise<void>((heard) => {
      fastify.get('/slow', () => {
        heard();
        return new Promise<string>((resolve) => (answer = resolve));
      });
    });
    const address = await fastify.listen({ port: 0, host: '127.0.0.1' });
    const agent = new Agent({ keepAlive: true });
    const response = once(get(`${address}/slow`, { agent }), 'response');
    await asked;

    const closed = fastify.close();
    await new Promise((resolve) => setImmediate(resolve));
    answer('done');
    const [message] = (await response) as [IncomingMessage];
    message.resume();
    expect(message.statusCode).toBe(200);
    await closed;
    agent.destroy();
  }, 5_000);

  it('does not wait for a connection that was opened and never used', async () => {
    const fastify = new FastifyAdapter().getInstance();
    endConnectionsWhileClosing(fastify);
    await fastify.listen({ port: 0, host: '127.0.0.1' });
    const opened = once(fastify.server, 'connection');
    const idler = connect((fastify.server.address() as { port: number }).port, '127.0.0.1');
    await opened;
    const ended = once(idler.resume(), 'close');

    await fastify.close();
    await ended;
  }, 5_000);
});
