import { chmod, mkdir, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import PostalMime, { type Address, type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server';
import { v7 as uuid, validate } from 'uuid';
import { portError } from './free-port.js';
import { writePrivateFile } from './private-file.js';

export interface LocalMailboxOptions {
  readonly dir: string;
  /** Any free port when left out. */
  readonly port?: number;
}

export interface MailboxMessage {
  readonly id: string;
  readonly receivedAt: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  readonly attachments: readonly { filename: string; contentType: string; size: number }[];
  readonly messageId: string | null;
}

export interface MailboxAttachment {
  readonly filename: string;
  readonly contentType: string;
  readonly content: Uint8Array;
}

export interface LocalMailbox {
  /** What SMTP_URL would be. */
  readonly url: string;
  readonly port: number;
  /** Newest first. */
  messages(): Promise<MailboxMessage[]>;
  message(id: string): Promise<MailboxMessage | null>;
  /** The message as it came in. */
  raw(id: string): Promise<Uint8Array | null>;
  /** The n-th attachment, counted from 0. */
  attachment(id: string, n: number): Promise<MailboxAttachment | null>;
  stop(): Promise<void>;
}

const LARGEST_MESSAGE = 30 * 1024 * 1024;
const NOT_STORED = Object.assign(new Error('the message could not be stored'), { responseCode: 451 });

/** Takes the service's mail where there is no mail server and keeps it as files; nothing ever leaves the machine. */
export async function startLocalMailbox({ dir, port = 0 }: LocalMailboxOptions): Promise<LocalMailbox> {
  await mkdir(dir, { recursive: true, mode: 0o711 });
  await chmod(dir, 0o700);
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: LARGEST_MESSAGE,
    rejectOversized: true,
    closeTimeout: 1_000,
    logger: false,
    onData: (stream, _session, answer) =>
      void store(dir, stream).then(
        () => answer(),
        () => answer(NOT_STORED),
      ),
  });
  const taken = await listen(server, port);
  return {
    url: `smtp://127.0.0.1:${taken}`,
    port: taken,
    ...storedIn(dir),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** The file is on the disk before the sender hears 250; an oversized message is read to its end and dropped. */
async function store(dir: string, stream: SMTPServerDataStream): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) if (!stream.sizeExceeded) chunks.push(chunk as Buffer);
  if (!stream.sizeExceeded) await writePrivateFile(join(dir, `${uuid()}.eml`), Buffer.concat(chunks));
}

function listen(server: SMTPServer, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(portError(error, port)));
    const listener = server.listen(port, '127.0.0.1', () => {
      server.removeAllListeners('error');
      // A client that hangs up is no concern of ours.
      server.on('error', () => undefined);
      resolve((listener.address() as AddressInfo).port);
    });
  });
}

function storedIn(dir: string): Pick<LocalMailbox, 'messages' | 'message' | 'raw' | 'attachment'> {
  const parsed = new Map<string, Promise<MailboxMessage | null>>();
  const raw = async (id: string) =>
    validate(id) ? readFile(join(dir, `${id}.eml`)).catch(() => null) : null;
  const message = async (id: string) => {
    const email = await parse(await raw(id));
    return email && summary(id, email);
  };
  return {
    raw,
    message,
    async messages() {
      const files = (await readdir(dir)).filter((name) => name.endsWith('.eml'));
      const ids = files.map((name) => name.slice(0, -'.eml'.length)).sort();
      for (const id of parsed.keys()) if (!ids.includes(id)) parsed.delete(id);
      for (const id of ids) if (!parsed.has(id)) parsed.set(id, message(id));
      const all = await Promise.all(ids.reverse().map(async (id) => parsed.get(id)));
      return all.filter((found) => !!found);
    },
    async attachment(id, n) {
      const found = (await parse(await raw(id)))?.attachments[n];
      return found ? { ...described(found), content: bytes(found.content) } : null;
    },
  };
}

async function parse(raw: Uint8Array | null): Promise<Email | null> {
  return raw && PostalMime.parse(raw, { attachmentEncoding: 'arraybuffer' });
}

function summary(id: string, email: Email): MailboxMessage {
  return {
    id,
    receivedAt: new Date(parseInt(id.replace('-', '').slice(0, 12), 16)).toISOString(),
    to: (email.to ?? []).flatMap(addresses),
    subject: email.subject ?? '',
    text: email.text ?? '',
    html: email.html ?? null,
    attachments: email.attachments.map((each) => ({ ...described(each), size: bytes(each.content).length })),
    messageId: email.messageId ?? null,
  };
}

function addresses(to: Address): string[] {
  return to.group ? to.group.map((each) => each.address) : [to.address];
}

function described({ filename, mimeType }: Email['attachments'][number]) {
  return { filename: filename ?? 'attachment', contentType: mimeType };
}

function bytes(content: Email['attachments'][number]['content']): Uint8Array {
  return typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content);
}
