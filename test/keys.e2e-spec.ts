import { randomBytes } from 'node:crypto';
import { cp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bucketOf } from '../src/vault/epoch-keys.js';
import { readKeyFile } from '../src/vault/key-file.js';
import { KeyFolder } from '../src/vault/key-folder.js';
import { KeyStore, masterFrom } from '../src/vault/key-store.js';
import { MasterKey } from '../src/vault/master-key.js';
import { Rewrapping } from '../src/vault/rewrapping.js';
import { seal, unseal } from '../src/vault/seal.js';
import { bucketLock } from '../src/vault/wrapped-key.js';
import { approved, expectDoneOnce, givenErasure } from './support/erasures.js';
import { givenCustomer } from './support/given.js';
import { Killed, vaultProcess, type VaultProcess, type VaultSite, vaultSite } from './support/open-vault.js';
import { startTestApp, type TestApp } from './support/test-app.js';

const register = 'umacon';
const PLACE = 'customer|sealed';

const folderOf = (config: VaultSite['config']) => join(config.DATA_DIR, 'keys');
const masterOf = async (config: VaultSite['config']) =>
  Buffer.from(await readFile(join(config.DATA_DIR, 'master.key'), 'utf8'), 'base64');

/** Tries every key that the key folder still gives to somebody who has the master key. */
async function opensWithAnything(
  config: VaultSite['config'],
  { id, wrapped }: { id: string; wrapped: Buffer },
): Promise<boolean> {
  const folder = new KeyFolder(folderOf(config));
  const store = await KeyStore.open(folder, masterFrom(await masterOf(config)));
  const names = (await folder.allNames()).filter((name) => !/^(store|change)\./.test(name));
  for (const name of names)
    for (const slot of readKeyFile((await folder.read(name))!).slots.keys()) {
      const key = await store.read(name, slot);
      if (key?.length === 32 && opens(key, id, wrapped)) return true;
    }
  return false;
}

function opens(key: Buffer, id: string, wrapped: Buffer): boolean {
  try {
    return unseal(key, `vault|${register}|${id}`, wrapped).length === 32;
  } catch {
    return false;
  }
}

describe('the wrapped key of an erased person', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(() => app.stop());

  it('lies in the raw files after the erasure, and is opened by nothing that is left after the epoch', async () => {
    const supervisor = await app.login('supervisor');
    const other = await givenCustomer(app, supervisor, register);
    const [{ wal }] = await app.owner.query<[{ wal: string }]>(
      'select pg_walfile_name(pg_current_wal_lsn()) as wal',
    );
    const asked = await givenErasure(app, supervisor);
    const [key] = await app.owner.query<{ id: string; wrapped: Buffer }[]>(
      `select k.id, k.wrapped from vault.data_key k join customer c on c.key_id = k.id where c.id = $1`,
      [asked.person.id],
    );
    await approved(app, supervisor, asked);
    await expectDoneOnce(app, supervisor, asked);
    expect(await app.owner.query('select from vault.data_key where id = $1', [key!.id])).toEqual([]);

    const { config } = app.service;
    expect(await liesInRawFiles(app, key!.wrapped, wal)).toBe(true);
    expect(await opensWithAnything(config, key!)).toBe(true);

    const rewrapping = app.service.app.get(Rewrapping);
    expect(await rewrapping.waiting(register)).toMatchObject({
      destroyed: 1,
      since: expect.any(String) as string,
    });
    // Eleven hours later nothing is due; after twelve it is.
    app.clock.travelTo(new Date(app.clock.now().getTime() + 11 * 3_600_000).toISOString());
    expect(await rewrapping.rewrap(register, 12)).toMatchObject({ buckets: 0 });
    app.clock.travelTo(new Date(app.clock.now().getTime() + 3_600_000).toISOString());
    expect((await rewrapping.rewrap(register, 12)).buckets).toBeGreaterThan(0);

    expect(await liesInRawFiles(app, key!.wrapped, wal)).toBe(true);
    expect(await opensWithAnything(config, key!)).toBe(false);
    const reader = await app.login('supervisor');
    await app.get(`/v1/registers/${register}/customers/${other.id}`, reader).expect(200);
    expect(await rewrapping.waiting(register)).toMatchObject({ destroyed: 0, since: null });
  });
});

/** Looks at the bytes of the vault's table and of the WAL, as somebody would who has the disk. */
async function liesInRawFiles(app: TestApp, bytes: Buffer, firstWal: string): Promise<boolean> {
  await app.owner.query('checkpoint');
  const [{ found }] = await app.owner.query<[{ found: boolean }]>(
    `select position($1::bytea in pg_read_binary_file(pg_relation_filepath('vault.data_key'))) > 0
         or exists (select from pg_ls_waldir()
                     where name between $2 and pg_walfile_name(pg_current_wal_lsn())
                       and position($1::bytea in pg_read_binary_file('pg_wal/' || name)) > 0) as found`,
    [bytes, firstWal],
  );
  return found;
}

/** Data keys with something sealed under each. */
interface Kept {
  readonly id: string;
  readonly sealed: Buffer;
}

const create = ({ database, vault }: VaultProcess): Promise<Kept> =>
  database.inRegister(register, async (tx) => {
    const key = await vault.create(tx, register, 'person');
    return { id: key.id, sealed: key.seal(PLACE, { of: key.id }) };
  });
const destroy = ({ database, vault }: VaultProcess, { id }: Kept) =>
  database.inRegister(register, (tx) => vault.destroy(tx, id));
const read = ({ database, vault }: VaultProcess, { id, sealed }: Kept) =>
  database.inRegister(register, async (tx) => (await vault.open(tx, id)).open<{ of: string }>(PLACE, sealed));
const createMany = async (process: VaultProcess, count: number) =>
  Promise.all(Array.from({ length: count }, () => create(process)));

async function expectAllOpen(process: VaultProcess, kept: readonly Kept[]): Promise<void> {
  for (const each of kept) expect(await read(process, each)).toEqual({ of: each.id });
}

const wrappedOf = async ({ owner }: VaultSite, { id }: Kept) =>
  (
    await owner.query<{ id: string; wrapped: Buffer }[]>(
      'select id, wrapped from vault.data_key where id = $1',
      [id],
    )
  )[0]!;

/** A site of its own for one test. */
async function onSite(work: (site: VaultSite) => Promise<void>): Promise<void> {
  const site = await vaultSite();
  try {
    await work(site);
  } finally {
    await site.remove();
  }
}

async function inProcesses<T>(
  site: VaultSite,
  count: number,
  work: (...processes: VaultProcess[]) => Promise<T>,
): Promise<T> {
  const processes: VaultProcess[] = [];
  try {
    while (processes.length < count) processes.push(await vaultProcess(site));
    return await work(...processes);
  } finally {
    for (const process of processes) await process.end();
  }
}

describe('ending an epoch', () => {
  it.each(['epoch-begun', 'bucket-wrapped', 'all-wrapped', 'epoch-destroyed'] as const)(
    'is finished by the next run when a process dies at %s, and loses no key',
    (step) =>
      onSite(async (site) => {
        const [kept, gone] = await inProcesses(site, 1, async (process) => {
          const all = await createMany(process!, 24);
          const lost = await wrappedOf(site, all[0]!);
          for (const each of all.slice(0, 3)) await destroy(process!, each);
          await expect(process!.rewrapping(step).rewrap(register)).rejects.toThrow(Killed);
          await expectAllOpen(process!, all.slice(3));
          return [all.slice(3), lost] as const;
        });
        await inProcesses(site, 2, async (next, beside) => {
          await next!.rewrapping().rewrap(register);
          await expectAllOpen(beside!, kept);
          expect(await opensWithAnything(site.config, gone)).toBe(false);
          expect(await next!.rewrapping().waiting(register)).toMatchObject({ destroyed: 0 });
          expect(await next!.rewrapping().rewrap(register)).toMatchObject({ buckets: 0, keys: 0, left: 0 });
        });
      }),
  );

  it('runs twice at once beside processes that add and destroy keys, and loses none', () =>
    onSite((site) =>
      inProcesses(site, 2, async (one, two) => {
        const kept = await createMany(one!, 40);
        const work = async (process: VaultProcess) => {
          for (let round = 0; round < 10; round++) {
            const [stays, goes] = [await create(process), await create(process)];
            kept.push(stays);
            await destroy(process, goes);
          }
        };
        const end = async (process: VaultProcess) => {
          for (let round = 0; round < 4; round++) await process.rewrapping().rewrap(register);
        };
        await Promise.all([work(one!), work(two!), end(one!), end(two!)]);
        await end(one!);
        await expectAllOpen(one!, kept);
        await expectAllOpen(two!, kept);
        expect(await one!.rewrapping().waiting(register)).toMatchObject({ destroyed: 0 });
      }),
    ));

  it('waits for whoever is adding a key, and leaves other buckets alone', () =>
    onSite((site) =>
      inProcesses(site, 2, async (one, two) => {
        const all = await createMany(one!, 30);
        await destroy(one!, all[0]!);
        const before = await site.owner.query('select id, wrapped from vault.data_key order by id');
        await one!.database.inRegister(register, async (tx) => {
          await tx.query(`select pg_advisory_xact_lock_shared(${bucketLock('$1::smallint')})`, [
            bucketOf(all[0]!.id),
          ]);
          expect(await two!.rewrapping().rewrap(register)).toMatchObject({ left: 1, buckets: 0 });
        });
        expect(await two!.rewrapping().rewrap(register)).toMatchObject({ left: 0, buckets: 1 });
        const after = await site.owner.query('select id, wrapped from vault.data_key order by id');
        const others = (rows: unknown) =>
          (rows as Kept[]).filter(({ id }) => id.slice(-2) !== all[0]!.id.slice(-2));
        expect(others(after)).toEqual(others(before));
      }),
    ));
});

describe('a backup that is put back', () => {
  it('joins the vault of now: whoever was erased since stays unreadable, everybody else is read', () =>
    onSite((site) =>
      inProcesses(site, 1, async (process) => {
        const [stays, goes] = await createMany(process!, 2);
        const older = await site.owner.query<{ id: string; wrapped: Buffer }[]>(
          'select * from vault.data_key',
        );
        await destroy(process!, goes!);
        await process!.rewrapping().rewrap(register);
        // The dump has the rows that were sealed, and not the schema `vault`.
        await expectAllOpen(process!, [stays!]);
        await expect(read(process!, goes!)).rejects.toThrow('is destroyed');
        // Even a vault of before brings nobody back.
        await site.owner.query(
          `insert into vault.data_key select * from jsonb_populate_recordset(null::vault.data_key, $1)`,
          [
            JSON.stringify(
              older
                .filter(({ id }) => id === goes!.id)
                .map((row) => ({ ...row, wrapped: `\\x${row.wrapped.toString('hex')}` })),
            ),
          ],
        );
        await expect(read(process!, goes!)).rejects.toThrow('is destroyed');
        await inProcesses(site, 1, (fresh) => expectAllOpen(fresh!, [stays!]));
      }),
    ));
});

describe('a master key that is changed', () => {
  it.each(['handed-over', 'begun', 'file-resealed', 'resealed'] as const)(
    'fits to the end, and its successor after a process died at %s; no data key is touched',
    (dies) =>
      onSite(async (site) => {
        const next = randomBytes(32);
        const kept = await inProcesses(site, 2, async (one, beside) => {
          const all = await createMany(one!, 5);
          const rows = await site.owner.query('select * from vault.data_key order by id');
          const die = (step: string) => {
            if (step === dies) throw new Killed(step);
          };
          await expect(one!.masterChange(die).change(masterFrom(Buffer.from(next)), 0)).rejects.toThrow(
            Killed,
          );
          await expectAllOpen(beside!, all);
          // Whoever starts now has the old key still.
          await inProcesses(site, 1, (fresh) => expectAllOpen(fresh!, all));
          // What notices on a timer in a process that runs.
          const notice = async (step: string) => {
            if (step === 'resealed') await beside!.store.keyOf(await beside!.store.newest());
          };
          await one!.masterChange(notice).change(masterFrom(Buffer.from(next)), 0);
          await destroy(beside!, all[0]!);
          await beside!.rewrapping().rewrap(register);
          const added = await create(beside!);
          expect(rows).toHaveLength(5);
          await expectAllOpen(one!, [...all.slice(1), added]);
          return [...all.slice(1), added];
        });
        await expect(inProcesses(site, 1, async () => undefined)).rejects.toThrow(/master key does not fit/);
        await writeFile(join(site.config.DATA_DIR, 'master.key'), next.toString('base64'));
        await inProcesses(site, 1, (process) => expectAllOpen(process!, kept));
      }),
  );

  it('leaves search, signing and suppression keys as they are', () =>
    onSite(async (site) => {
      const next = randomBytes(32);
      const before = await inProcesses(site, 1, async (process) => {
        await process!.masterChange().change(masterFrom(Buffer.from(next)), 0);
        return process!.masterKey.derive('audit-checkpoint|umacon|1');
      });
      await writeFile(join(site.config.DATA_DIR, 'master.key'), next.toString('base64'));
      const after = await inProcesses(site, 1, async (process) =>
        process!.masterKey.derive('audit-checkpoint|umacon|1'),
      );
      expect(after).toEqual(before);
    }));
});

describe('a start without the right keys', () => {
  it('is refused, each time with the word for what is wrong', () =>
    onSite(async (site) => {
      const { config } = site;
      const [master, keys] = [join(config.DATA_DIR, 'master.key'), folderOf(config)];
      const start = () => inProcesses(site, 1, async () => undefined);
      await start();
      await cp(keys, `${keys}.older`, { recursive: true });
      const kept = await inProcesses(site, 1, (process) => createMany(process!, 3));
      const text = await readFile(master, 'utf8');

      await rm(master);
      await expect(start()).rejects.toThrow('The master key is missing');
      await writeFile(master, randomBytes(32).toString('base64'));
      await expect(start()).rejects.toThrow('The master key does not fit');
      await writeFile(master, 'not a key');
      await expect(start()).rejects.toThrow('must be 32 bytes in base64');
      await writeFile(master, text);

      await rename(keys, `${keys}.away`);
      await expect(start()).rejects.toThrow('The key store is missing');
      await rm(keys, { recursive: true });
      await rename(`${keys}.away`, keys);
      await inProcesses(site, 1, (process) => expectAllOpen(process!, kept));
      await rm(keys, { recursive: true });
      await rename(`${keys}.older`, keys);
      await expect(start()).rejects.toThrow('The key store is older than the database');
      await onSite(async (other) => {
        await inProcesses(other, 1, (process) => createMany(process!, 1));
        await rm(keys, { recursive: true });
        await cp(folderOf(other.config), keys, { recursive: true });
        await cp(join(other.config.DATA_DIR, 'master.key'), master);
        await expect(start()).rejects.toThrow('The key store does not fit');
      });
      expect(await readdir(keys)).toContain('store.1');
    }));
});

describe('a house from before there were epochs', () => {
  it('keeps its data and derived keys, and the one key that wrapped everything goes with the first run', () =>
    onSite(async (site) => {
      const root = randomBytes(32);
      await writeFile(join(site.config.DATA_DIR, 'master.key'), root.toString('base64'));
      const before = new MasterKey(root);
      const [id, key] = ['01890000-0000-7000-8000-0000000000a7', randomBytes(32)];
      const wrapped = seal(before.derive('wrap-data-keys-1'), `vault|${register}|${id}`, key);
      await site.owner.query(
        `insert into vault.data_key (id, register, owner, wrapped, bucket, epoch) values ($1, $2, 'person', $3, 167, 0)`,
        [id, register, wrapped],
      );
      const old = { id, sealed: seal(key, PLACE, Buffer.from(JSON.stringify({ of: id }))) };
      await inProcesses(site, 2, async (process, beside) => {
        await site.owner.query(`insert into register (name, versions) values ($1, '{}')`, [register]);
        for (const purpose of ['staff-totp', `blind-index|${register}|suppression:email|1`])
          expect(process!.masterKey.derive(purpose)).toEqual(before.derive(purpose));
        const fresh = await create(process!);
        await expectAllOpen(beside!, [old, fresh]);
        expect(await opensWithAnything(site.config, { id, wrapped })).toBe(true);
        await process!.rewrapping().rewrap(register, 12);
        await process!.rewrapping().endTimeBeforeEpochs();
        await expectAllOpen(beside!, [old, fresh]);
        expect(await opensWithAnything(site.config, { id, wrapped })).toBe(false);
        expect(await readdir(folderOf(site.config))).not.toContain('wrapping.0');
      });
    }));
});
