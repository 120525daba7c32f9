import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AuditLog } from '../src/audit/audit-log.js';
import { runVerification, verifyAudit } from '../src/cli/audit-verify.js';
import { Config } from '../src/config/config.js';
import { createDataSource, SERVICE_ROLE } from '../src/database/data-source.js';
import { Database } from '../src/database/database.js';
import { AnchorPlaces } from '../src/evidence/anchor-places.js';
import { checkpointNote, isSignedBy, readCheckpoints } from '../src/evidence/checkpoint.js';
import { KeyChange } from '../src/evidence/key-change.js';
import { newestCheckpoint } from '../src/evidence/log-head.js';
import { LogKeys } from '../src/evidence/log-key.js';
import { leafHash, rootFrom } from '../src/evidence/merkle.js';
import { Proofs } from '../src/evidence/proofs.js';
import { Sealer } from '../src/evidence/sealer.js';
import { Verification, type VerifiedLog } from '../src/evidence/verification.js';
import { Mailer } from '../src/mail/mailer.js';
import { Webhooks } from '../src/recipients/webhooks.js';
import { startTestApp, type TestApp, until } from './support/test-app.js';

const register = 'nummek';
const TABLES = ['audit_entry', 'audit_seal', 'audit_checkpoint'] as const;
/** Sizes of the batches the log is sealed in; the entry at THERE is the one that is tampered with. */
const BATCHES = [7, 5, 1, 8];
const SIZE = 21;
const THERE = 9;

let app: TestApp;
let folder: string;
let sealer: Sealer;
let ids: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'suoja-evidence-'));
  // Without a worker: these tests say when the sealer runs.
  app = await startTestApp({ SUOJA_PROCESS: 'api' });
  sealer = app.service.app.get(Sealer, { strict: false });
  for (const size of BATCHES) {
    for (let entry = 0; entry < size; entry++) await write();
    expect(await sealer.seal(register)).toBe(size);
  }
  const rows = await app.owner.query<{ id: string }[]>(
    `select entry_id as id from audit_seal where register = $1 order by position`,
    [register],
  );
  ids = rows.map(({ id }) => id);
  for (const table of TABLES) await app.owner.query(`create table kept_${table} as select * from ${table}`);
});
afterAll(async () => {
  await app?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Puts everything back as it was, some minutes later. */
afterEach(async () => {
  app.clock.travelTo('2026-11-20T09:10:00+02:00');
  await tamper(
    ...TABLES.flatMap((table) => [
      `delete from ${table}`,
      `insert into ${table} select * from kept_${table}`,
    ]),
  );
});

function write(details: Record<string, string | number> = { count: 3, code: 'x' }): Promise<void> {
  const note = {
    actor: 'system',
    action: 'test.done',
    customerId: randomUUID(),
    requestId: randomUUID(),
    details,
  };
  return app.service.app
    .get(Database)
    .inRegister(register, (tx) => app.service.app.get(AuditLog).write(tx, register, note));
}

/** As a superuser, past every trigger. */
const tamper = (...statements: string[]) =>
  app.owner.transaction(async (tx) => {
    await tx.query(`set local session_replication_role = replica`);
    for (const sql of statements) await tx.query(sql);
  });

const verified = (options: Parameters<Verification['verify']>[1] = {}): Promise<VerifiedLog> =>
  app.service.app.get(Verification, { strict: false }).verify(register, options);

/** Kind and place of every finding. */
async function found(options: Parameters<Verification['verify']>[1] = {}): Promise<string[]> {
  const { findings } = await verified(options);
  return findings.map(({ kind, position, to }) =>
    [kind, position, to].filter((part) => part !== undefined).join(' '),
  );
}

const entryAt = (position: number) => `id = '${ids[position]}'`;
const sealAt = (position: number) => `register = '${register}' and position = ${position}`;
const newest = () =>
  app.service.app.get(Database).inRegister(register, (tx) => newestCheckpoint(tx, register));

describe('a log nobody touched', () => {
  it('is whole', async () => {
    const log = await verified();
    expect(log).toMatchObject({
      origin: `suoja/audit/${register}`,
      size: SIZE,
      entries: SIZE,
      ended: 0,
      findings: [],
    });
    expect(log.checkpoints).toBe(BATCHES.length);
    expect(log.root).toBe((await newest())!.root.toString('base64'));
  });

  it('gives every entry its place once, also when many sealers run at once', async () => {
    for (let entry = 0; entry < 10; entry++) await write();
    const sealed = await Promise.all(Array.from({ length: 6 }, () => sealer.seal(register)));
    expect(sealed.reduce((sum, count) => sum + count, 0)).toBe(10);
    expect(await verified()).toMatchObject({ size: SIZE + 10, entries: SIZE + 10, findings: [] });
  });

  it('takes in an entry whose transaction committed after later ones were sealed', async () => {
    let commit = () => {};
    const open = new Promise<void>((resolve) => (commit = resolve));
    const late = app.service.app.get(Database).inRegister(register, async (tx) => {
      const note = { actor: 'system', action: 'test.late' };
      await app.service.app.get(AuditLog).write(tx, register, note);
      await open;
    });
    await write();
    expect(await sealer.seal(register)).toBe(1);
    commit();
    await late;
    expect(await sealer.seal(register)).toBe(1);
    expect(await verified()).toMatchObject({ size: SIZE + 2, entries: SIZE + 2, findings: [] });
  });

  it('proves a single entry to whoever has the key', async () => {
    const proof = (await app.service.app.get(Proofs, { strict: false }).of(register, ids[THERE]!))!;
    const [checkpoint] = readCheckpoints(proof.checkpoint);
    expect(isSignedBy([app.service.app.get(LogKeys, { strict: false }).of(register, 1)], checkpoint!)).toBe(
      true,
    );
    const path = proof.path.map((hash) => Buffer.from(hash, 'base64'));
    const leaf = leafHash(Buffer.from(proof.entry));
    expect(rootFrom(leaf, proof.position, checkpoint!.size, path)).toEqual(checkpoint!.root);
    const other = leafHash(Buffer.from(proof.entry.replace('test.done', 'test.gone')));
    expect(rootFrom(other, proof.position, checkpoint!.size, path)).not.toEqual(checkpoint!.root);
  });

  it('goes on under its next key, and tells since when', async () => {
    expect(await app.service.app.get(KeyChange, { strict: false }).change(register)).toBe(2);
    await write();
    await sealer.seal(register);
    expect(await verified()).toMatchObject({ size: SIZE + 2, findings: [] });
    await tamper(
      `update audit_entry set details = '{"from": 1, "to": 3}' where action = 'audit-key.changed'`,
    );
    expect(await found()).toEqual([`checkpoint-forged ${SIZE + 1}`, `changed ${SIZE}`]);
  });
});

describe('a tampered entry', () => {
  it.each([
    ['at', `at = at + interval '1 microsecond'`],
    ['actor', `actor = 'subject'`],
    ['action', `action = 'test.undone'`],
    ['customer id', `customer_id = gen_random_uuid()`],
    ['missing customer id', `customer_id = null`],
    ['request id', `request_id = gen_random_uuid()`],
    ['missing request id', `request_id = null`],
    ['details', `details = jsonb_set(details, '{count}', '4')`],
    ['number in other words', `details = jsonb_set(details, '{count}', '3.0')`],
    ['detail more', `details = details || '{"more": null}'`],
    ['detail less', `details = details - 'code'`],
  ])('is found by its %s', async (_, change) => {
    await tamper(`update audit_entry set ${change} where ${entryAt(THERE)}`);
    const { findings } = await verified();
    expect(findings).toMatchObject([{ kind: 'changed', position: THERE, entryId: ids[THERE] }]);
  });

  it.each([
    ['id', `id = gen_random_uuid()`],
    ['register', `register = 'nokopa'`],
  ])('is missed where it was by its %s', async (_, change) => {
    await tamper(`update audit_entry set ${change} where ${entryAt(THERE)}`);
    const { findings } = await verified();
    expect(findings).toMatchObject([{ kind: 'removed', position: THERE, entryId: ids[THERE] }]);
  });

  it('is found though the hash beside it was made to fit', async () => {
    await tamper(
      `update audit_entry set action = 'test.undone' where ${entryAt(THERE)}`,
      `update audit_seal set leaf_hash = sha256('x') where ${sealAt(THERE)}`,
    );
    expect(await found()).toEqual(['changed 7 11', `changed ${THERE}`]);
  });
});

describe('a removed entry', () => {
  it.each([
    ['itself', [`delete from audit_entry where $entry`], [`removed ${THERE}`]],
    ['its seal', [`delete from audit_seal where $seal`], [`removed ${THERE}`]],
    [
      'both',
      [`delete from audit_entry where $entry`, `delete from audit_seal where $seal`],
      [`removed ${THERE}`],
    ],
  ])('is missed when %s is gone', async (_, statements, findings) => {
    await tamper(
      ...statements.map((sql) => sql.replace('$entry', entryAt(THERE)).replace('$seal', sealAt(THERE))),
    );
    expect(await found()).toEqual(findings);
  });

  it('is missed though the others moved up', async () => {
    await tamper(
      `delete from audit_entry where ${entryAt(THERE)}`,
      `delete from audit_seal where ${sealAt(THERE)}`,
      `update audit_seal set position = position + 1000 where register = '${register}' and position > ${THERE}`,
      `update audit_seal set position = position - 1001 where register = '${register}' and position > 1000`,
    );
    expect(await found()).toContain('changed 7 11');
  });

  it('does not come back in another form: the sealer gives it a new place, and the old one stays empty', async () => {
    await tamper(
      `update audit_entry set action = 'test.undone' where ${entryAt(THERE)}`,
      `delete from audit_seal where ${sealAt(THERE)}`,
    );
    await sealer.seal(register);
    expect(await found()).toContain(`removed ${THERE}`);
  });
});

describe('an inserted entry', () => {
  const insert = (at: string) =>
    `insert into audit_entry select gen_random_uuid(), register, ${at}, actor, action, customer_id, request_id, details
       from audit_entry where ${entryAt(THERE)}`;

  it('that claims to be older than what was sealed before it is found', async () => {
    await tamper(insert(`at - interval '3 days'`));
    await sealer.seal(register);
    expect(await found()).toEqual([`inserted ${SIZE}`]);
  });

  it('is found when no sealer has taken it for a while', async () => {
    await tamper(insert(`at - interval '1 hour'`));
    expect((await verified()).findings).toMatchObject([{ kind: 'unsealed', position: null }]);
  });

  it('is found where somebody gave it a place himself', async () => {
    await tamper(
      insert('at'),
      `insert into audit_seal select register, ${SIZE}, id, sha256('x') from audit_entry entry
        where register = '${register}' and not exists (select from audit_seal where entry_id = entry.id)`,
    );
    expect(await found()).toContain(`inserted ${SIZE}`);
    await write();
    await expect(sealer.seal(register)).rejects.toMatchObject({ name: 'LogDamaged' });
  });
});

describe('reordered entries', () => {
  const swap = (columns: string, a: number, b: number) =>
    `update audit_seal seal set ${columns
      .split(' ')
      .map((column) => `${column} = other.${column}`)
      .join(', ')}
       from (select * from audit_seal) other
      where seal.register = '${register}' and other.register = seal.register
        and (seal.position, other.position) in ((${a}, ${b}), (${b}, ${a}))`;

  it('are found at both places', async () => {
    await tamper(`drop index audit_seal_entry`, swap('entry_id', 3, 15));
    expect(await found()).toEqual(['reordered 3', 'reordered 15']);
  });

  it('are found though their hashes moved with them', async () => {
    await tamper(swap('entry_id leaf_hash', 8, 10));
    expect(await found()).toEqual(['reordered 7 11']);
    await tamper(swap('entry_id leaf_hash', 3, 15));
    expect(await found()).toEqual(['changed 0 6', 'reordered 7 11', 'changed 13 20']);
  });

  it('are found when two entries exchanged what they say', async () => {
    await tamper(
      `update audit_entry entry set customer_id = other.customer_id, request_id = other.request_id
         from (select * from audit_entry) other
        where (entry.id, other.id) in (('${ids[3]}'::uuid, '${ids[15]}'::uuid), ('${ids[15]}', '${ids[3]}'))`,
    );
    expect(await found()).toEqual(['changed 3', 'changed 15']);
  });
});

describe('a forged checkpoint', () => {
  it.each([
    ['root', `root = sha256('x')`],
    ['time', `at = at + interval '1 microsecond'`],
    ['predecessor', `previous = 6`],
    ['key', `key_version = 2`],
    ['signature', `signature = sha256('x') || sha256('y')`],
  ])('is found by its %s', async (_, change) => {
    await tamper(`update audit_checkpoint set ${change} where register = '${register}' and size = 12`);
    expect(await found()).toEqual(['checkpoint-forged 12']);
  });

  it('is found by its subtrees, and by its hash in a seal', async () => {
    await tamper(`update audit_checkpoint set frontier = sha256('x') || sha256('y') where size = 12`);
    expect(await found()).toEqual(['checkpoint-forged 12']);
    await tamper(`update audit_seal set leaf_hash = sha256('x') where ${sealAt(2)}`);
    expect(await found()).toContain('changed 2');
  });

  it('is missed when it is gone, and the newest ones by what they covered', async () => {
    await tamper(`delete from audit_checkpoint where size = 12`);
    expect(await found()).toEqual(['removed 12']);
    await tamper(`delete from audit_checkpoint where size = ${SIZE}`);
    expect(await found()).toContain(`inserted 13 ${SIZE - 1}`);
  });

  it('is not gone on from', async () => {
    await tamper(`update audit_checkpoint set root = sha256('x') where size = ${SIZE}`);
    await write();
    await expect(sealer.seal(register)).rejects.toMatchObject({ name: 'LogDamaged' });
  });
});

describe('a log rolled back to what it once was', () => {
  const outside = async () => {
    const { note } = await noteOfNewest();
    return readCheckpoints(`Hei!\n\n${note}`);
  };
  const rollBack = () =>
    tamper(
      `delete from audit_entry where id in (select entry_id from audit_seal where register = '${register}' and position >= 12)`,
      `delete from audit_seal where register = '${register}' and position >= 12`,
      `delete from audit_checkpoint where register = '${register}' and size > 12`,
    );

  it('looks whole from inside, and is found by a checkpoint kept outside', async () => {
    const kept = await outside();
    expect(await found({ outside: kept })).toEqual([]);
    await rollBack();
    expect(await found()).toEqual([]);
    expect(await found({ outside: kept })).toEqual([`truncated ${SIZE}`]);
  });

  it('is found also when it has grown past that checkpoint again', async () => {
    const kept = await outside();
    await rollBack();
    for (let entry = 0; entry < 15; entry++) await write();
    await sealer.seal(register);
    expect(await found()).toEqual([]);
    expect(await found({ outside: kept })).toEqual([`truncated ${SIZE}`]);
  });

  it('is not proven by a checkpoint that this house did not sign', async () => {
    const { note } = await noteOfNewest();
    const forged = readCheckpoints(note.replace(`\n${SIZE}\n`, `\n${SIZE + 5}\n`));
    expect(await found({ outside: forged })).toEqual([`checkpoint-forged ${SIZE + 5}`]);
  });

  it('makes the command fail, and input that is none is told apart', async () => {
    const file = join(folder, 'kept.txt');
    await writeFile(file, (await noteOfNewest()).note);
    await rollBack();
    const said: string[] = [];
    const given = readCheckpoints(await readFile(file, 'utf8'));
    const run = (json: boolean, of: typeof given) =>
      runVerification(app.service.app, { register, json }, { given: of, unsealedMinutes: 15 }, (line) =>
        said.push(line),
      );
    expect(await run(true, given)).toBe(1);
    expect(JSON.parse(said.pop()!)).toMatchObject({
      ok: false,
      registers: [{ register, findings: [{ kind: 'truncated', position: SIZE, entryId: null }] }],
    });
    expect(await run(false, [])).toBe(0);
    expect(said.pop()).toMatch(/^suoja\/audit\/nummek: whole; 12 entries sealed/);
    await expect(verifyAudit({ checkpoint: join(folder, 'absent') })).rejects.toMatchObject({
      name: 'BadInput',
    });
    await expect(verifyAudit({ unsealedMinutes: 'soon' })).rejects.toMatchObject({ name: 'BadInput' });
  });
});

describe('entries whose period is over', () => {
  const end = (entries: readonly string[]) =>
    app.service.app
      .get(Database)
      .inRegister(register, (tx) => app.service.app.get(AuditLog).end(tx, register, entries));

  it('are ended without a gap in the proof, and so are the entries that say so', async () => {
    app.clock.travelTo('2036-11-21T09:00:00+02:00');
    await write();
    await end(ids.slice(0, 10));
    await sealer.seal(register);
    expect(await verified()).toMatchObject({ size: SIZE + 2, entries: SIZE - 8, ended: 10, findings: [] });
    const [said] = await app.owner.query<{ id: string; details: object }[]>(
      `select id, details from audit_entry where action = 'audit-entries.ended'`,
    );
    expect(said!.details).toEqual({ entries: 10, positions: ['0-9'] });
    app.clock.travelTo('2046-11-22T09:00:00+02:00');
    await write();
    await end([...ids.slice(10), said!.id]);
    await sealer.seal(register);
    expect(await verified()).toMatchObject({ entries: 3, ended: SIZE + 1, findings: [] });
  });

  it('are missed when the database was made to believe that their time had come', async () => {
    await app.service.app
      .get(Database)
      .inRegister(register, (tx) =>
        tx.query(
          `insert into audit_entry values (gen_random_uuid(), $1, '2099-01-01', 'system', 'test.done', null, null, '{}')`,
          [register],
        ),
      );
    await end(ids.slice(0, 3));
    await sealer.seal(register);
    expect(await found()).toEqual(['removed 0', 'removed 1', 'removed 2']);
  });
});

describe('the service itself', () => {
  it.each(TABLES)('can neither change nor remove a row of %s', async (table) => {
    const service = await createDataSource(app.service.config.DATABASE_URL!, SERVICE_ROLE).initialize();
    const attempt = (sql: string) =>
      service.transaction(async (tx) => {
        await tx.query(`select set_config('suoja.register', $1, true)`, [register]);
        await tx.query(sql);
      });
    try {
      for (const sql of [
        `update ${table} set register = register`,
        `delete from ${table}`,
        `truncate ${table}`,
        `alter table ${table} disable trigger all`,
        `alter table ${table} disable row level security`,
        `set local session_replication_role = replica`,
        `drop table ${table}`,
        `create or replace function refuse_log_change() returns trigger language plpgsql as 'begin return old; end'`,
      ])
        await expect(attempt(sql), sql).rejects.toThrow(/permission denied|must be owner/);
    } finally {
      await service.destroy();
    }
    await expect(app.owner.query(`update ${table} set register = register`)).rejects.toThrow(/never changed/);
    await expect(app.owner.query(`delete from ${table}`)).rejects.toThrow(/never changed/);
    await expect(app.owner.query(`truncate ${table}`)).rejects.toThrow(/never changed/);
    expect(await found()).toEqual([]);
  });
});

describe('a checkpoint told outside', () => {
  const places = (setting: string, webhooks = app.service.app.get(Webhooks, { strict: false })) =>
    new AnchorPlaces(
      Object.assign(new Config(), { AUDIT_ANCHOR: setting }),
      app.service.app.get(Mailer, { strict: false }),
      webhooks,
    );
  const isWhole = async (text: string) => {
    const read = readCheckpoints(text);
    expect(read).toHaveLength(1);
    expect(await found({ outside: read })).toEqual([]);
  };

  it('is mailed as it was signed, without anything of anybody', async () => {
    await places('mailto:tietosuojavastaava@yritys.example').handOver(await noteOfNewest());
    const mail = await until('the checkpoint', async () =>
      (await app.mailbox.messages()).find(({ to }) => to.includes('tietosuojavastaava@yritys.example')),
    );
    expect(mail.text).toContain('tarkistuspiste');
    await isWhole(mail.text);
  });

  it('is posted with a signature', async () => {
    const posted: { headers: IncomingHttpHeaders; body: string }[] = [];
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (part: Buffer) => (body += part.toString()));
      request.on('end', () => {
        posted.push({ headers: request.headers, body });
        response.writeHead(204).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const secret = Buffer.alloc(32, 5).toString('base64');
    const config = Object.assign(new Config(), { WEBHOOK_SECRETS: `AUDIT_ANCHOR=whsec_${secret}` });
    try {
      const { port } = server.address() as AddressInfo;
      const webhooks = new Webhooks(config, app.clock);
      await places(`http://127.0.0.1:${port}/checkpoints`, webhooks).handOver(await noteOfNewest());
    } finally {
      server.close();
    }
    const [{ headers, body }] = posted as [(typeof posted)[number]];
    expect(headers['webhook-id']).toBe(`suoja-audit-nummek-${SIZE}`);
    expect(headers['webhook-signature']).toMatch(/^v1,/);
    await isWhole((JSON.parse(body) as { checkpoint: string }).checkpoint);
  });

  it('is appended to a file by a worker, once, and once more after a crash; what does not get through is tried again', async () => {
    const file = join(folder, 'later', 'checkpoints');
    const worker = await startTestApp({ AUDIT_ANCHOR: `file:${file}` });
    try {
      const state = async () =>
        (
          await worker.owner.query<{ state: string; attempts: number }[]>(
            `select state, attempts from audit_anchor`,
          )
        )[0];
      await worker.login('auditor');
      // The folder is not there yet.
      await until('an attempt in vain', async () => ((await state())?.attempts ?? 0) > 0);
      expect(await state()).toEqual({ state: 'queued', attempts: 1 });
      await mkdir(join(folder, 'later'));
      worker.clock.travelTo('2026-11-20T10:00:00+02:00');
      await until('the checkpoint', async () => (await state())?.state === 'anchored');
      const once = readCheckpoints(await readFile(file, 'utf8'));
      expect(once).toMatchObject([{ origin: 'suoja/audit' }]);
      // As if the process had died between the file and the row.
      await worker.owner.query(
        `update audit_anchor set state = 'queued', anchored_at = null, not_before = '2026-01-01'`,
      );
      await until('the repeat', async () => (await state())?.state === 'anchored');
      const twice = readCheckpoints(await readFile(file, 'utf8'));
      expect(twice.map(({ size }) => size)).toEqual([once[0]!.size, once[0]!.size]);
      const said: string[] = [];
      const run = runVerification(
        worker.service.app,
        { json: true },
        { given: null, unsealedMinutes: 15 },
        (line) => said.push(line),
      );
      expect([await run, JSON.parse(said[0]!)]).toMatchObject([0, { ok: true }]);
    } finally {
      await worker.stop();
    }
  });
});

async function noteOfNewest() {
  const checkpoint = (await newest())!;
  const key = app.service.app.get(LogKeys, { strict: false }).of(register, checkpoint.keyVersion);
  const id = `suoja-audit-${register}-${checkpoint.size}`;
  return { id, origin: key.origin, note: checkpointNote(key, checkpoint, checkpoint.signature) };
}
