import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport, type SendMailOptions } from 'nodemailer';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startLocalMailbox, type LocalMailbox } from './local-mailbox.js';

let root: string;
let dir: string;
let mailbox: LocalMailbox;
beforeAll(async () => void (root = await mkdtemp(join(tmpdir(), 'suoja posti å-'))));
beforeEach(async () => {
  dir = join(await mkdtemp(join(root, 'data-')), 'mailbox');
  mailbox = await startLocalMailbox({ dir });
});
afterEach(() => mailbox.stop());
afterAll(() => rm(root, { recursive: true }));

const letter: SendMailOptions = {
  from: 'Tietosuoja <tietosuoja@kauppa.example>',
  to: 'Åsa Öhman <asa@asiakas.example>, esa@asiakas.example',
  subject: 'Vastaus pyyntöösi – päätös €',
  text: 'Hyvää päivää',
  html: '<p>Hyvää päivää</p>',
  messageId: '<1@kauppa.example>',
  attachments: [
    { filename: 'päätös.pdf', contentType: 'application/pdf', content: Buffer.from([0, 255, 13, 10]) },
  ],
};

async function send(mail: SendMailOptions) {
  const transport = createTransport({ url: mailbox.url });
  try {
    return await transport.sendMail(mail);
  } finally {
    transport.close();
  }
}

describe('the local mailbox', () => {
  it('keeps a letter as it was sent, with its attachment', async () => {
    await send(letter);
    const [message] = await mailbox.messages();
    expect(message).toMatchObject({
      to: ['asa@asiakas.example', 'esa@asiakas.example'],
      subject: 'Vastaus pyyntöösi – päätös €',
      messageId: '<1@kauppa.example>',
      attachments: [{ filename: 'päätös.pdf', contentType: 'application/pdf', size: 4 }],
    });
    expect(message!.text.trim()).toBe('Hyvää päivää');
    expect(message!.html).toContain('<p>Hyvää päivää</p>');
    expect(Math.abs(Date.now() - Date.parse(message!.receivedAt))).toBeLessThan(10_000);
    const attachment = await mailbox.attachment(message!.id, 0);
    expect(attachment).toEqual({
      filename: 'päätös.pdf',
      contentType: 'application/pdf',
      content: new Uint8Array([0, 255, 13, 10]),
    });
    expect(Buffer.from((await mailbox.raw(message!.id))!).toString()).toContain(
      'Message-ID: <1@kauppa.example>',
    );
  });

  it('has stored a letter when the sender hears that it was taken, for us alone to read', async () => {
    await send(letter);
    const names = await readdir(dir);
    expect(names).toEqual([expect.stringMatching(/^[0-9a-f-]{36}\.eml$/)]);
    expect((await stat(join(dir, names[0]!))).mode & 0o777).toBe(0o600);
    expect((await stat(dir)).mode & 0o777).toBe(0o700);
  });

  it('keeps its letters from one start to the next, the newest first', async () => {
    await send({ ...letter, subject: 'first' });
    await send({ ...letter, subject: 'second' });
    await mailbox.stop();
    mailbox = await startLocalMailbox({ dir });
    await send({ ...letter, subject: 'third' });
    expect((await mailbox.messages()).map(({ subject }) => subject)).toEqual(['third', 'second', 'first']);
  });

  it('takes addresses beyond ASCII', async () => {
    await send({ ...letter, to: 'äiti@asiakas.example' });
    expect((await mailbox.messages())[0]!.to).toEqual(['äiti@asiakas.example']);
  });

  it('refuses more than 30 MB and keeps nothing of it', async () => {
    const large = [{ filename: 'large.bin', content: Buffer.alloc(23 * 1024 * 1024) }];
    await expect(send({ ...letter, attachments: large })).rejects.toThrow(/exceeds|size/);
    expect(await readdir(dir)).toEqual([]);
  });

  it('answers nothing for a letter it does not have, nor for a path', async () => {
    await send(letter);
    const { id } = (await mailbox.messages())[0]!;
    for (const unknown of ['019a0000-0000-7000-8000-000000000000', `../mailbox/${id}`, '']) {
      expect(await mailbox.message(unknown)).toBeNull();
      expect(await mailbox.raw(unknown)).toBeNull();
      expect(await mailbox.attachment(unknown, 0)).toBeNull();
    }
    expect(await mailbox.attachment(id, 1)).toBeNull();
  });

  it('names a port that is in use', async () => {
    await expect(startLocalMailbox({ dir, port: mailbox.port })).rejects.toThrow(
      `Port ${mailbox.port} is in use`,
    );
  });
});
