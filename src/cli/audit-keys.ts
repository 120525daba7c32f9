import { isUUID } from 'class-validator';
import { newestKeyVersion } from '../evidence/log-head.js';
import { KeyChange } from '../evidence/key-change.js';
import { LogKeys } from '../evidence/log-key.js';
import { Proofs } from '../evidence/proofs.js';
import { Database } from '../database/database.js';
import { Policies } from '../registers/policies.js';
import { BadInput } from './bad-input.js';
import { inHouse } from './in-house.js';
import { logNamed } from './log-named.js';

/** `suoja audit key`: one line per version, the newest last. */
export async function printKeys({
  register: name,
  change,
}: {
  register: string;
  change?: boolean;
}): Promise<void> {
  await inHouse(async (app) => {
    const register = logNamed(app.get(Policies), name);
    if (change) await app.get(KeyChange, { strict: false }).change(register);
    const newest = await app.get(Database).inRegister(register, (tx) => newestKeyVersion(tx, register));
    const keys = app.get(LogKeys, { strict: false });
    for (let version = 1; version <= newest; version++) console.log(keys.of(register, version).verifierKey);
  });
}

/** `suoja audit proof`, as JSON. */
export async function printProof({ register, entry }: { register: string; entry: string }): Promise<void> {
  if (!isUUID(entry)) throw new BadInput('--entry must be the id of an audit entry');
  await inHouse(async (app) => {
    const proof = await app.get(Proofs, { strict: false }).of(logNamed(app.get(Policies), register), entry);
    if (!proof) throw new BadInput('--entry names no sealed entry of this register');
    console.log(JSON.stringify(proof, null, 2));
  });
}
