import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../clock.js';
import { Database } from '../database/database.js';
import { keyedHash, MasterKey } from '../vault/master-key.js';
import { seal, unseal } from '../vault/seal.js';
import { HttpProblem } from './http-problem.js';

/** How long a key is remembered. */
const DAY = 24 * 3_600_000;

export interface KeyedRequest {
  /** The register of the path; empty outside registers. */
  readonly register: string;
  /** A staff id, or `public`. */
  readonly caller: string;
  readonly key: string;
  readonly method: string;
  readonly url: string;
  readonly body: unknown;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** As sent; null when there is none. */
  readonly body: string | null;
}

/** Remembers the first answer to a keyed request, in the transaction of its effect: both happen, or neither. */
@Injectable()
export class Idempotency {
  private readonly hashing: Buffer;
  private readonly sealing: Buffer;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    master: MasterKey,
  ) {
    this.hashing = master.derive('idempotency-key');
    this.sealing = master.derive('idempotency');
  }

  /** Runs `effect` for the first request with this key; all others get its answer, those in flight wait for it. */
  once(request: KeyedRequest, effect: () => Promise<Answer>): Promise<Answer> {
    const key = keyedHash(this.hashing, JSON.stringify(['key', request.caller, request.key]));
    const fingerprint = this.fingerprint(request);
    return this.database.inRegister(request.register, async (tx) => {
      if (!(await this.claim(tx, key, fingerprint))) return this.replay(tx, key, fingerprint);
      const answer = await effect();
      await tx.query(`update idempotency_key set status = $2, sealed = $3 where key = $1`, [
        key,
        answer.status,
        seal(this.sealing, place(key), Buffer.from(JSON.stringify(answer))),
      ]);
      return answer;
    });
  }

  /** Deletes what is older than a day. */
  async forget(now: Date): Promise<number> {
    const [, forgotten] = await this.database.outsideRegisters((tx) =>
      tx.query<[unknown, number]>(`delete from idempotency_key where created_at <= $1`, [dayBefore(now)]),
    );
    return forgotten;
  }

  /** A second claim waits here until the first has committed or failed. */
  private async claim(tx: EntityManager, key: Buffer, fingerprint: Buffer): Promise<boolean> {
    const now = this.clock.now();
    const claimed = await tx.query<unknown[]>(
      `insert into idempotency_key as known (key, fingerprint, created_at) values ($1, $2, $3)
       on conflict (key) do update
         set fingerprint = excluded.fingerprint, created_at = excluded.created_at, status = null, sealed = null
         where known.created_at <= $4
       returning 1`,
      [key, fingerprint, now, dayBefore(now)],
    );
    return claimed.length === 1;
  }

  private async replay(tx: EntityManager, key: Buffer, fingerprint: Buffer): Promise<Answer> {
    const [known] = await tx.query<{ fingerprint: Buffer; sealed: Buffer }[]>(
      `select fingerprint, sealed from idempotency_key where key = $1`,
      [key],
    );
    // Forgotten between the two statements: as if the server had been away.
    if (!known) throw new HttpProblem('UNAVAILABLE');
    if (!known.fingerprint.equals(fingerprint)) throw new HttpProblem('IDEMPOTENCY_KEY_REUSED');
    return JSON.parse(unseal(this.sealing, place(key), known.sealed).toString('utf8')) as Answer;
  }

  private fingerprint({ method, url, body }: KeyedRequest): Buffer {
    return keyedHash(this.hashing, JSON.stringify(['request', method, url, body ?? null]));
  }
}

const dayBefore = (now: Date) => new Date(now.getTime() - DAY);
const place = (key: Buffer) => `idempotency|${key.toString('hex')}`;
