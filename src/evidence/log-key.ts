import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { MasterKey } from '../vault/master-key.js';

/** Tells Ed25519 keys and signatures apart from those of other kinds (C2SP signed-note). */
const ED25519 = Buffer.of(1);
/** What stands before the 32 bytes of a private key (PKCS #8) and of a public one (SPKI). */
const PRIVATE_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC_HEAD_BYTES = 12;

/** Signs the checkpoints of one register's log. */
export interface LogKey {
  /** Name of the log and of its key, without spaces or plus signs. */
  readonly origin: string;
  readonly version: number;
  /** Tells keys of the same name apart: 4 bytes. */
  readonly hash: Buffer;
  /** `<origin>+<hash in hex>+<key in base64>`, for whoever verifies (C2SP signed-note). */
  readonly verifierKey: string;
  sign(text: Buffer): Buffer;
  verify(text: Buffer, signature: Buffer): boolean;
}

/** What a register's log is called in its checkpoints; the house's own log has no register's name. */
export const originOf = (register: string): string =>
  register === '' ? 'suoja/audit' : `suoja/audit/${register}`;

/** The keys of the logs, derived from the master key, one for each register and version. */
@Injectable()
export class LogKeys {
  private readonly known = new Map<string, LogKey>();

  constructor(private readonly master: MasterKey) {}

  of(register: string, version: number): LogKey {
    const name = `audit-checkpoint|${register}|${version}`;
    const key = this.known.get(name) ?? keyFrom(this.master.derive(name), originOf(register), version);
    this.known.set(name, key);
    return key;
  }
}

export function keyFrom(seed: Buffer, origin: string, version: number): LogKey {
  const secret = createPrivateKey({ key: Buffer.concat([PRIVATE_HEAD, seed]), format: 'der', type: 'pkcs8' });
  const open = createPublicKey(secret);
  const bytes = Buffer.concat([ED25519, rawOf(open)]);
  const hash = createHash('sha256').update(`${origin}\n`).update(bytes).digest().subarray(0, 4);
  return {
    origin,
    version,
    hash,
    verifierKey: `${origin}+${hash.toString('hex')}+${bytes.toString('base64')}`,
    sign: (text) => sign(null, text, secret),
    verify: (text, signature) => verify(null, text, open, signature),
  };
}

const rawOf = (key: KeyObject) => key.export({ format: 'der', type: 'spki' }).subarray(PUBLIC_HEAD_BYTES);
