import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWebhookReceiver, type WebhookReceiver } from '../../test/support/webhook-receiver.js';
import { Clock } from '../clock.js';
import { loadConfig } from '../config/load-config.js';
import { Webhooks } from './webhooks.js';

const WEBHOOK_SECRETS = 'ACCOUNTING=whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const webhooks = new Webhooks(loadConfig({ WEBHOOK_SECRETS }), new Clock());
const MESSAGE = { id: '019aa000-0000-7000-8000-000000000000', body: '{"a":"ä"}' };

let receiver: WebhookReceiver;
beforeAll(async () => {
  receiver = await startWebhookReceiver();
});
afterAll(() => receiver.stop());

const deliver = (url = receiver.url, secret = 'ACCOUNTING', by = webhooks) =>
  by.deliver({ url, secret }, MESSAGE);

describe('a webhook', () => {
  it.each([200, 202, 204])('is delivered by %i', async (status) => {
    receiver.answer = { status };
    await deliver();
    expect(receiver.received.at(-1)).toMatchObject({
      body: MESSAGE.body,
      headers: { 'content-type': 'application/json', host: new URL(receiver.url).host },
    });
  });

  it.each([301, 302, 308, 400, 404, 410, 500])('is not delivered by %i', async (status) => {
    receiver.answer = { status, headers: { location: receiver.url } };
    const before = receiver.received.length;
    await expect(deliver()).rejects.toMatchObject({ reason: `STATUS_${status}` });
    expect(receiver.received).toHaveLength(before + 1);
  });

  it('goes nowhere without its secret', async () => {
    await expect(deliver(receiver.url, 'OTHER')).rejects.toMatchObject({ reason: 'SECRET_NOT_SET' });
  });

  it('goes to no loopback address in production', async () => {
    const config = { ...loadConfig({ WEBHOOK_SECRETS }), NODE_ENV: 'production' as const };
    const before = receiver.received.length;
    await expect(
      deliver(receiver.url, 'ACCOUNTING', new Webhooks(config, new Clock())),
    ).rejects.toMatchObject({ reason: 'ADDRESS_NOT_PUBLIC' });
    expect(receiver.received).toHaveLength(before);
  });

  it('goes to no private address, by whatever spelling', async () => {
    for (const host of ['169.254.169.254', '0xa9fea9fe', '10.0.0.1', '[::ffff:10.0.0.1]', '0'])
      await expect(deliver(`https://${host}/`)).rejects.toMatchObject({ reason: 'ADDRESS_NOT_PUBLIC' });
  });

  it('says nothing of why nobody was there', async () => {
    const gone = await startWebhookReceiver();
    await gone.stop();
    await expect(deliver(gone.url)).rejects.toMatchObject({ reason: 'NOT_REACHED' });
  });

  it('hangs up on an answer that does not end', async () => {
    const server = createServer((socket: Socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 999999999\r\n\r\n');
        const more = () => socket.writable && socket.write('x'.repeat(16_384), () => setImmediate(more));
        more();
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const hungUp = once(server, 'connection').then(([socket]) => once(socket as Socket, 'close'));
    await deliver(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await hungUp;
    server.close();
  });
});
