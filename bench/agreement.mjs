// Plans random customers and carries the plans out on a real PostgreSQL: every datum has exactly one outcome, and plan,
// preview and execution are the same. Needs a build: npm run build
// node bench/agreement.mjs [--customers 10000] [--seed 7]
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../dist/src/app.module.js';
import { loadConfig } from '../dist/src/config/load-config.js';
import { packageRoot } from '../dist/src/config/package-root.js';
import { Erasure } from '../dist/src/customers/erasure.js';
import { PersonFiles } from '../dist/src/customers/person-file.js';
import { Database } from '../dist/src/database/database.js';
import { plan } from '../dist/src/domain/planner.js';
import { OUTCOMES } from '../dist/src/domain/plan.js';
import { startEngines } from '../dist/src/engines.js';
import { openHouse } from '../dist/src/open-house.js';
import { Planning } from '../dist/src/planning/planning.js';
import { Policies } from '../dist/src/registers/policies.js';
import { Purges } from '../dist/src/retention/purges.service.js';
import { Purging } from '../dist/src/retention/purging.js';
import { enterPeople } from './people.mjs';
import { chance } from './random.mjs';

const AT = '2026-11-20';
const PURGED = 'umacon';
const ASKING = 'konttorimix';

const { values } = parseArgs({ options: { customers: { type: 'string' }, seed: { type: 'string' } } });
const customers = Number(values.customers ?? 10_000);
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const faults = [];
const sorted = (counts) => Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1));
const count = async (register) => (await inRegister(register, 'select id from datum')).length;
const inRegister = (register, sql) => app.get(Database).inRegister(register, (tx) => tx.query(sql));
const began = performance.now();
console.log(`seed ${seed}, ${customers} customers`);

const folder = await mkdtemp(join(tmpdir(), 'suoja-bench-'));
const config = loadConfig({
  NODE_ENV: 'test',
  DATA_DIR: folder,
  SMTP_URL: 'smtp://127.0.0.1:9',
  PUBLIC_URL: 'http://127.0.0.1:3000',
  POLICIES_DIR: join(packageRoot, 'policies'),
  SUOJA_NOW: `${AT}T09:00:00+02:00`,
  LOG_LEVEL: 'silent',
});
const engines = await startEngines(config, () => {}, { durable: false });
let app;
try {
  const house = await openHouse(engines.config, () => {});
  app = await NestFactory.createApplicationContext(AppModule.for(house, { jobs: false, mailbox: null }), {
    logger: false,
  });
  const half = Math.ceil(customers / 2);
  await timed('entered', async () => {
    await enterPeople(app, PURGED, half, chance(seed));
    await enterPeople(app, ASKING, customers - half, chance(seed + 1));
  });
  await timed('purge: planned, previewed, carried out', () => purged(PURGED));
  await timed('erasure: planned, previewed, carried out', () => erased(ASKING));
} finally {
  await app?.close();
  await engines.stop();
  await rm(folder, { recursive: true, force: true });
}
console.log(`${((performance.now() - began) / 1000).toFixed(1)} s in all`);
console.log(faults.length === 0 ? 'plan, preview and execution agree' : `${faults.length} faults`);
for (const fault of faults.slice(0, 20)) console.error(fault);
process.exitCode = faults.length === 0 ? 0 : 1;

/** The register's own purge: dry run and real run against the plans made beforehand. */
async function purged(register) {
  const kept = new Set();
  const rules = {};
  await eachPerson(register, (tx, file) => {
    const planned = agreed(file, 'retention');
    // Whoever is wholly restricted is passed over, whatever the plan says.
    const skipped = file.restrictions.some(({ categories }) => categories === null);
    for (const { datum, rule, outcome } of planned.data) {
      if (skipped || outcome === 'keep') kept.add(datum);
      if (!skipped) rules[rule] = (rules[rule] ?? 0) + 1;
    }
  });
  for (const dryRun of [true, false]) {
    const { id } = await app.get(Purges, { strict: false }).start(register, { dryRun }, 'system');
    await app.get(Purging, { strict: false }).run(register, id);
    const { state, report } = await app.get(Purges, { strict: false }).get(register, id);
    if (state !== 'done') faults.push(`the purge is ${state}`);
    same(dryRun ? 'dry run' : 'purge', sorted(report.rules), sorted(rules));
    if (dryRun) console.log(`  would erase ${report.erased.data} of ${await count(register)} data`);
  }
  await sameData(register, kept);
}

/** Every person asks for erasure; each is planned, and erased as planned. */
async function erased(register) {
  const kept = new Set();
  const erasure = app.get(Erasure, { strict: false });
  await eachPerson(
    register,
    async (tx, file) => {
      const planned = agreed(file, 'erasure');
      for (const { datum, outcome } of planned.data) if (outcome === 'keep') kept.add(datum);
      await erasure.apply(tx, file, planned, { actor: 'system', reason: 'request' });
    },
    { lock: true },
  );
  await sameData(register, kept);
}

/** The domain's plan and the preview of the service, which must be one; every datum once, with one outcome. */
function agreed(file, right) {
  const facts = app.get(PersonFiles).facts(file);
  const own = plan(right, facts, app.get(Policies).of(file.customer.register), AT);
  const preview = app.get(Planning).plan(file, right);
  same(`preview of ${file.customer.id}`, preview.data, own.data);
  same(
    `data of ${file.customer.id}`,
    own.data.map(({ datum }) => datum),
    [...new Set(file.data.map(({ id }) => id))],
  );
  for (const { datum, outcome } of own.data)
    if (!OUTCOMES.includes(outcome)) faults.push(`datum ${datum} has the outcome ${outcome}`);
  return preview;
}

async function eachPerson(register, work, options) {
  const files = app.get(PersonFiles);
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const last = await app.get(Database).inRegister(register, async (tx) => {
      const rows = await tx.query('select id from customer where id > $1 order by id limit 100', [after]);
      for (const { id } of rows) await work(tx, await files.load(tx, id, options));
      return rows.at(-1)?.id;
    });
    if (last === undefined) return;
    after = last;
  }
}

/** What is left in the database is what the plans kept, not a datum more or less; no key outlives its person. */
async function sameData(register, kept) {
  const left = await inRegister(register, 'select id from datum order by id');
  same(
    `data left in ${register}`,
    left.map(({ id }) => id),
    [...kept].sort(),
  );
  console.log(`  ${left.length} data left, as planned`);
  const orphans = await inRegister(
    register,
    `select id from vault.data_key k where owner = 'person' and not exists (select from customer where key_id = k.id)`,
  );
  if (orphans.length > 0) faults.push(`${orphans.length} keys of erased persons are left`);
}

function same(what, found, expected) {
  if (JSON.stringify(found) !== JSON.stringify(expected)) faults.push(`${what} differs`);
}

async function timed(what, work) {
  const start = performance.now();
  await work();
  console.log(`${what}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
}
