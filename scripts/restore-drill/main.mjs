// npm run drill:restore: dumps a register with pg_dump, erases, restricts and forbids, loses the database, loads the dump
// and replays the erasure ledger; once with the vault in the dump and once with the vault backed up apart. It needs
// PostgreSQL of the distribution with its tools (Debian: apt-get install -y postgresql) and a build. Exit code 0: all held.
import { chmod, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { House, until } from './house.mjs';
import { openable, rows } from './keys.mjs';
import { freePort, installed, startServer } from './server.mjs';

const register = 'konttorimix';
const customers = `/v1/registers/${register}/customers`;
const DATABASE = 'suoja';
const WHO = ['erased', 'partly', 'restricted', 'objecting', 'other'];
const CANARY = 'Kanarialintu';
/** Tables that may name somebody who was erased: evidence without a value, and cases under keys of their own. */
const EVIDENCE = ['audit_entry', 'deferred_action', 'request', 'recipient_notification', 'idempotency_key'];

const emailOf = (who) => `${CANARY.toLowerCase()}.${who}@posti.example`;

const found = await installed();
if (!found) {
  console.error('No PostgreSQL with pg_dump is installed. On Debian: apt-get install -y postgresql');
  process.exit(2);
}
const folder = await mkdtemp(join(tmpdir(), 'suoja-drill-'));
await chmod(folder, 0o755);
const dataDir = join(folder, 'data');
const ledger = join(dataDir, 'ledger');
const dumps = {
  whole: join(folder, 'whole.dump'),
  apart: join(folder, 'apart.dump'),
  vault: join(folder, 'vault.dump'),
};
const began = performance.now();
let failed = 0;

const server = await startServer(found, folder);
const url = server.url(DATABASE);
const port = await freePort();
const house = new House(
  { DATABASE_URL: url, DATA_DIR: dataDir, PORT: String(port) },
  `http://127.0.0.1:${port}`,
);
try {
  console.log(`PostgreSQL ${found.version}, ${found.bin}`);
  await drill();
} catch (error) {
  failed += 1;
  console.error(`The drill ended early: ${error.message}`);
} finally {
  await house.stop();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
console.log(
  `${failed === 0 ? 'held' : `${failed} FAILED`}, ${Math.round((performance.now() - began) / 1000)} s`,
);
process.exit(failed === 0 ? 0 : 1);

function check(what, holds, seen = '') {
  console.log(`${holds ? '  ok    ' : '  FAILED'} ${what}${seen === '' ? '' : ` (${seen})`}`);
  if (!holds) failed += 1;
}

async function drill() {
  await server.tool('createdb', DATABASE);
  await house.start();
  const accounts = { clerk: await house.staff('clerk'), supervisor: await house.staff('supervisor') };
  const staff = {
    clerk: await house.login(accounts.clerk),
    supervisor: await house.login(accounts.supervisor),
  };
  const people = {};
  for (const [number, who] of WHO.entries()) people[who] = await enter(who, number, staff.clerk);
  await invoice(people.partly, staff.clerk);
  const before = await house.get(`${customers}/${people.other}/data`, staff.clerk);

  console.log('backup: a whole dump, and one without the vault');
  await server.tool('pg_dump', '-Fc', '-f', dumps.whole, DATABASE);
  await server.tool('pg_dump', '-Fc', '--exclude-schema=vault', '-f', dumps.apart, DATABASE);

  console.log('since then: one erased, one in part, one restricted, one has objected');
  await house.erase(register, people.erased, staff, 'fulfilled');
  await house.erase(register, people.partly, staff, 'partly-fulfilled');
  await house.post(
    `${customers}/${people.restricted}/restrictions`,
    { ground: '18(1)(a)' },
    staff.clerk,
    201,
  );
  const objection = { name: 'Objecting', email: emailOf('objecting'), language: 'fi', rights: ['objection'] };
  await house.post(`/v1/public/registers/${register}/requests`, objection, undefined, 202);
  await until('the objection', () => forbids(people.objecting));
  await server.tool('pg_dump', '-Fc', '--schema=vault', '-f', dumps.vault, DATABASE);
  await house.stop();
  await cp(ledger, join(folder, 'ledger'), { recursive: true });

  for (const way of ['the vault in the dump', 'the vault backed up apart']) {
    console.log(`restore, ${way}`);
    const apart = way === 'the vault backed up apart';
    await load(apart ? [dumps.vault, dumps.apart] : [dumps.whole]);
    await restored({ people, accounts, before, apart });
    await house.stop();
  }
}

/** The ledger is as it was when the database was lost. */
async function load(files) {
  await server.tool('dropdb', '--force', DATABASE);
  await server.tool('createdb', DATABASE);
  for (const file of files) await server.tool('pg_restore', '--exit-on-error', '-d', DATABASE, file);
  await rm(ledger, { recursive: true });
  await cp(join(folder, 'ledger'), ledger, { recursive: true });
}

async function restored({ people, accounts, before, apart }) {
  const back = await openable(url, dataDir, people.erased);
  const readable = apart ? back.opened === 0 : back.opened === back.values;
  check(
    apart ? 'no key opens anything of the erased person' : 'the erased person is back, and readable',
    back.values > 0 && readable,
    `${back.opened} of ${back.values} values with ${back.keys} keys`,
  );
  await house.start();
  check('the log says what to do', house.printed.includes('suoja restore replay'));
  for (const path of ['/', `/r/${register}`, customers, '/docs']) {
    const { status, headers, body } = await house.ask('GET', path);
    const refused = status === 503 && headers.has('retry-after') && body.code === 'RESTORE_PENDING';
    check(`${path} is refused`, refused, status);
  }
  check(
    'suoja user add is refused',
    (await house.command('user', 'add', '--email', 'x@suoja.example', '--role', 'clerk')).code === 1,
  );
  const tried = await house.command('restore', 'replay', '--dry-run');
  const still = await rows(url, 'select 1 from customer where id = $1', [people.erased]);
  check('a dry run changes nothing', tried.code === 0 && still.length === 1);
  const { code, said } = await house.command('restore', 'replay');
  const done = said?.registers.find((each) => each.register === register);
  const { entries, erased, partlyErased, restricted, suppressed } = done ?? {};
  check(
    'replay',
    code === 0 && said.open,
    JSON.stringify({ entries, erased, partlyErased, restricted, suppressed }),
  );
  const unreadable = done?.forStaff.unreadable ?? [];
  check(
    apart ? 'whose kept data cannot be opened is named for staff' : 'everything kept can be opened',
    unreadable.length === (apart ? 1 : 0),
    unreadable.length,
  );
  // Between the two, nobody listens for a moment.
  await until('the service to open', () =>
    house.ask('GET', '/docs').then(
      ({ status }) => status !== 503,
      () => false,
    ),
  );
  await compare(people, await house.login(accounts.clerk), before);
}

async function compare(people, clerk, before) {
  check(
    'the erased person is gone',
    (await house.ask('GET', `${customers}/${people.erased}`, undefined, clerk)).status === 404,
  );
  const left = await openable(url, dataDir, people.erased);
  check('nothing of them is left in the register', left.values === 0, left.values);
  const named = await tablesNaming(people.erased);
  check(
    'only evidence and cases name them',
    named.every((table) => EVIDENCE.includes(table)),
    named.join(', '),
  );
  const { stdout: dump } = await server.tool('pg_dump', '-Fp', DATABASE);
  const bytes = dump.replaceAll(/\\\\x([0-9a-f]+)/g, (_, hex) => Buffer.from(hex, 'hex').toString('latin1'));
  check(
    'the whole dump shows no value of anybody',
    !dump.includes(CANARY) && !bytes.includes(CANARY),
    `${dump.length} bytes`,
  );
  const locked = await house.ask('GET', `${customers}/${people.restricted}`, undefined, clerk);
  check('the restricted person is restricted', locked.status === 423, locked.status);
  check('the objection is in force', await forbids(people.objecting));
  check('nobody else is forbidden to', !(await forbids(people.other)));
  const after = await house.get(`${customers}/${people.other}/data`, clerk);
  check('the others are unharmed', JSON.stringify(after) === JSON.stringify(before));
  const audit = await rows(
    url,
    `select 1 from audit_entry where action = 'restore.replayed' and customer_id = $1`,
    [people.erased],
  );
  check('the audit log shows the replay', audit.length === 1, audit.length);
  const again = await house.command('restore', 'replay');
  check('a second replay has nothing to do', again.code === 0 && again.said.registers.length === 0);
}

async function enter(who, number, token) {
  const data = [
    { category: 'name', value: `${CANARY} ${who}` },
    { category: 'email', value: emailOf(who) },
    { category: 'phone', value: `+35850000200${number}` },
    { category: 'postal-address', value: `${CANARY}katu ${number}, 00100 Helsinki` },
  ];
  const body = { customerNumber: `${CANARY}-${number}`, personType: 'consumer', data };
  return (await house.post(customers, body, token, 201)).id;
}

async function invoice(customer, token) {
  const dates = { date: '2026-10-15', bookedOn: '2026-10-15', dueOn: '2026-11-14' };
  const body = { reference: 'L-1', status: 'open', balance: '120.00', ...dates, data: [] };
  await house.post(`${customers}/${customer}/invoices`, body, token, 201);
}

async function forbids(customer) {
  const [row] = await rows(url, 'select prohibitions from customer where id = $1', [customer]);
  return row.prohibitions.length > 0;
}

/** Every table in which a row has this id in it, in whatever column. */
async function tablesNaming(id) {
  const tables = await rows(
    url,
    `select schemaname, tablename from pg_tables where schemaname in ('public', 'vault', 'bullmq')`,
  );
  const naming = [];
  for (const { schemaname, tablename } of tables) {
    const hits = await rows(
      url,
      `select 1 from "${schemaname}"."${tablename}" t where t::text like $1 limit 1`,
      [`%${id}%`],
    );
    if (hits.length > 0) naming.push(tablename);
  }
  return naming.sort();
}
