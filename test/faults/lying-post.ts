import type { Server } from 'node:net';
import { SMTPServer } from 'smtp-server';
import PostalMime from 'postal-mime';
import type { Arrivals } from './arrivals.js';
import { Tricks } from './tricks.js';

/** What a mail server can do to the next message. */
export const POST_TRICKS = ['slow', 'busy-421', 'later-451', 'drop-unread', 'lose-250'] as const;
export type PostTrick = (typeof POST_TRICKS)[number];

export interface LyingPost {
  readonly port: number;
  readonly tricks: Tricks<PostTrick>;
  /** What the server took, whatever it told the sender. */
  readonly mails: readonly { readonly to: readonly string[]; readonly text: string }[];
  stop(): Promise<void>;
}

interface Wire {
  readonly _conn: { destroy(): void };
}

/** A mail server that takes what it should, but for its tricks. */
export async function lyingPost(arrivals: Arrivals, tricks: Tricks<PostTrick>): Promise<LyingPost> {
  const mails: { to: string[]; text: string }[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 200,
    logger: false,
    onData: (stream, session, answer) => {
      const chunks: Buffer[] = [];
      const hangUp = () => connectionOf(server, session.id)?._conn.destroy();
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('error', () => undefined);
      stream.on('end', () => {
        const raw = Buffer.concat(chunks);
        const id = /^message-id:\s*<([^@>]+)@/im.exec(raw.toString('latin1'))![1]!;
        const trick = tricks.play(id);
        if (trick === 'later-451' || trick === 'busy-421') return answer(refusal(trick));
        if (trick === 'drop-unread') return hangUp();
        const lied = trick === 'lose-250';
        arrivals.note('mail', id, lied);
        void PostalMime.parse(raw).then((email) => {
          mails.push({ to: (email.to ?? []).map(({ address }) => address ?? ''), text: email.text ?? '' });
          if (lied) return hangUp();
          setTimeout(() => answer(), trick === 'slow' ? 1500 : 0);
        });
      });
    },
  });
  server.on('error', () => undefined);
  const listening: Server = await new Promise((resolve) => {
    const taken = server.listen(0, '127.0.0.1', () => resolve(taken as unknown as Server));
  });
  return {
    port: (listening.address() as { port: number }).port,
    tricks,
    mails,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

const refusal = (trick: 'busy-421' | 'later-451') =>
  Object.assign(new Error(trick), { responseCode: Number(trick.slice(-3)) });

const connectionOf = (server: SMTPServer, id: string): Wire | undefined =>
  [...(server as unknown as { connections: Set<Wire & { id: string }> }).connections].find(
    (each) => each.id === id,
  );
