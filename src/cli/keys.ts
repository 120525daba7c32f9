import type { INestApplicationContext } from '@nestjs/common';
import { type SearchKeyChanged, SearchKeyChange } from '../customers/search-key-change.js';
import { Config } from '../config/config.js';
import { Policies } from '../registers/policies.js';
import { masterFrom } from '../vault/key-store.js';
import { MasterChange, MasterKeyRefused } from '../vault/master-change.js';
import { fileSource, readMasterKey } from '../vault/master-source.js';
import { type Rewrapped, Rewrapping, type Waiting } from '../vault/rewrapping.js';
import { BadInput } from './bad-input.js';
import { inHouse } from './in-house.js';

/** `suoja keys status`. */
export async function printKeyStatus(json: boolean): Promise<void> {
  await inHouse(async (app) => {
    const registers = await inEach(app, (register) => app.get(Rewrapping).waiting(register));
    const hours = app.get(Config).KEYS_REWRAP_HOURS;
    if (json) console.log(JSON.stringify({ rewrapHours: hours, registers }));
    else for (const waiting of registers) console.log(statusLine(waiting));
  });
}

/** `suoja keys rewrap`: exit code 1 where somebody was at work in a bucket, which the next run takes. */
export async function rewrapKeys(json: boolean): Promise<void> {
  await inHouse(async (app) => {
    const registers = await inEach(app, (register) => app.get(Rewrapping).rewrap(register));
    await app.get(Rewrapping).endTimeBeforeEpochs();
    if (json) console.log(JSON.stringify({ registers }));
    else for (const done of registers) console.log(rewrappedLine(done));
    if (registers.some(({ left }) => left > 0)) process.exitCode = 1;
  });
}

/** `suoja keys rotate-master`. */
export async function rotateMaster({ to, waitSeconds }: { to: string; waitSeconds: string }): Promise<void> {
  const seconds = Number(waitSeconds);
  if (!Number.isInteger(seconds) || seconds < 10 || seconds > 3600)
    throw new BadInput('--wait-seconds must be a whole number from 10 to 3600');
  const master = masterFrom(await newMaster(to));
  await inHouse(async (app) => {
    const files = await app
      .get(MasterChange)
      .change(master, seconds)
      .catch((error: unknown) => {
        throw error instanceof MasterKeyRefused ? new BadInput(`--to: ${error.message}`) : error;
      });
    console.log(`${files} files of the key store are sealed with the new master key, and with no other.`);
    console.log(
      'Put it where the service reads it before the next start, and destroy the old one and its copies.',
    );
  });
}

/** `suoja keys rotate-index`: exit code 1 where the old key stays, because hashes of it cannot be made anew. */
export async function rotateIndex(register: string, json: boolean): Promise<void> {
  await inHouse(async (app) => {
    if (
      !app
        .get(Policies)
        .all()
        .some((policy) => policy.register === register)
    )
      throw new BadInput(`there is no register '${register}'`);
    const changed = await app.get(SearchKeyChange, { strict: false }).change(register);
    console.log(json ? JSON.stringify(changed) : changedLines(changed).join('\n'));
    if (changed.unreadable > 0) process.exitCode = 1;
  });
}

async function newMaster(file: string): Promise<Buffer> {
  try {
    return await readMasterKey(fileSource('--to', file));
  } catch (error) {
    throw new BadInput(error instanceof Error ? error.message : '--to cannot be read');
  }
}

async function inEach<T>(app: INestApplicationContext, ask: (register: string) => Promise<T>): Promise<T[]> {
  const answers: T[] = [];
  for (const { register } of app.get(Policies).all()) answers.push(await ask(register));
  return answers;
}

const changedLines = ({ register, version, begun, customers, unreadable, ended }: SearchKeyChanged) => [
  `${register}: ${begun ? 'a new search key' : 'the change that was cut off'}, version ${version}; ${customers} customers hashed anew`,
  ...(ended.length > 0 ? [`${register}: the key before is destroyed`] : []),
  ...(unreadable > 0
    ? [`${register}: the key before stays, ${unreadable} customers with hashes of it can be opened by no key`]
    : []),
];

const statusLine = ({ register, destroyed, since }: Waiting) =>
  since === null
    ? `${register}: nothing waits`
    : `${register}: ${destroyed} destroyed keys wait, since ${since}`;

const rewrappedLine = ({ register, buckets, keys, left }: Rewrapped) =>
  `${register}: ${buckets} epochs of buckets ended, ${keys} keys wrapped anew${left > 0 ? `, ${left} buckets were in use` : ''}`;
