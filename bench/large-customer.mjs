// One customer with very many records: import, access, portability and erasure by a service whose API and worker are
// processes of their own, with the memory each took. Needs a build: npm run build
// node bench/large-customer.mjs [--records 1000,10000,100000] [--heap 4096]
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig } from '../dist/src/config/load-config.js';
import { packageRoot } from '../dist/src/config/package-root.js';
import { HttpClient } from '../dist/src/demo/http-client.js';
import { Mailbox, tokenIn } from '../dist/src/demo/mailbox.js';
import { Waiting } from '../dist/src/demo/waiting.js';
import { freePort } from '../dist/src/embedded/free-port.js';
import { startEngines } from '../dist/src/engines.js';
import { Measured, printed } from './processes.mjs';
import { chance } from './random.mjs';

const REGISTER = 'konttorimix';
const PERSON = { customerNumber: 'B-1', email: 'suuri.asiakas@posti.example' };
const TODAY = '2026-11-20';
const PATIENCE_SECONDS = 1800;
const path = `/v1/registers/${REGISTER}`;

const { values } = parseArgs({ options: { records: { type: 'string' }, heap: { type: 'string' } } });
const sizes = (values.records ?? '1000,10000,100000').split(',').map(Number);
const heap = values.heap === undefined ? [] : [`--max-old-space-size=${values.heap}`];
for (const size of sizes) await measured(size);
process.exit();

async function measured(size) {
  const folder = await mkdtemp(join(tmpdir(), 'suoja-bench-'));
  // Started as root, the database server runs as somebody else.
  await chmod(folder, 0o711);
  const config = loadConfig({
    NODE_ENV: 'test',
    DATA_DIR: folder,
    POLICIES_DIR: join(packageRoot, 'policies'),
  });
  const engines = await startEngines(config, () => {});
  const processes = [];
  try {
    const port = String(await freePort());
    const env = environment(folder, engines, port);
    const start = async (part) => {
      const started = await Measured.start(part, { ...env, SUOJA_PROCESS: part }, heap);
      processes.push(started);
      return started;
    };
    const api = await start('api');
    const worker = await start('worker');
    await walked(size, { folder, env, api, worker, url: `http://127.0.0.1:${port}`, engines });
  } finally {
    for (const each of processes) await each.stop();
    await engines.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function environment(folder, engines, port) {
  return {
    NODE_ENV: 'test',
    DATA_DIR: folder,
    POLICIES_DIR: join(packageRoot, 'policies'),
    DATABASE_URL: engines.config.DATABASE_URL,
    SMTP_URL: engines.config.SMTP_URL,
    PORT: port,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    SUOJA_NOW: `${TODAY}T09:00:00+02:00`,
    LOG_LEVEL: 'error',
    RECONCILE_SECONDS: '2',
  };
}

async function walked(size, house) {
  const { api, worker, url, engines } = house;
  console.log(`\n${size} records`);
  const stage = async (name, work) => {
    await api.forgetPeak();
    await worker.forgetPeak();
    const began = performance.now();
    const { told = '', result } = (await work()) ?? {};
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    const memory = `api ${await api.memory()}, worker ${await worker.memory()}`;
    console.log(`${name.padEnd(32)} ${seconds.padStart(7)} s   ${memory}   ${told}`);
    return result;
  };
  await stage('start', async () => {});
  await stage('import, as a command', () => imported(size, house));
  const { signal } = new AbortController();
  const waiting = new Waiting(signal, PATIENCE_SECONDS);
  const anybody = new HttpClient(url, signal);
  const mails = { get: async () => ({ data: await engines.mailbox.messages() }) };
  const reach = {
    anybody,
    waiting,
    url,
    mailbox: new Mailbox(mails, waiting),
    ...(await hired(anybody, house)),
  };
  await stage('lists of the customer', () => listed(reach));
  for (const right of ['access', 'portability']) {
    const token = await stage(`${right}: built and mailed`, () => answered(reach, right));
    await stage(`${right}: archive fetched`, () => fetched(reach, token));
  }
  await stage('erasure: planned', () => planned(reach));
  const shown = await stage('erasure: plan shown', () => planShown(reach));
  await stage('erasure: case shown', () => caseShown(reach));
  await stage('erasure: approved, carried out', () => erased(reach, shown));
}

async function hired(anybody, { env }) {
  const hire = async (role) => {
    const email = `${role}@suoja.example`;
    const args = ['user', 'add', '--email', email, '--role', role, '--register', REGISTER];
    const added = await printed([...args, '--commitment', '2026-01-02', '--json'], env);
    return anybody.loggedIn(email, JSON.parse(added).password);
  };
  return { clerk: await hire('clerk'), supervisor: await hire('supervisor') };
}

/** Two orders, two invoices and a web visit of every five records, of the last twelve years. */
async function imported(size, { folder, env }) {
  const { day, oneOf } = chance(1);
  const { customerNumber: number, email } = PERSON;
  const buyer = 'Suuri Asiakas,"Kuvitteellinen tie 1, 00100 Helsinki"';
  const files = {
    customers: [
      'customerNumber,personType,name,email,phone',
      `${number},consumer,Suuri Asiakas,${email},+358501234567`,
    ],
    orders: ['customerNumber,reference,date,description,total'],
    invoices: ['customerNumber,reference,date,bookedOn,dueOn,balance,status,total,buyerName,buyerAddress'],
    'web-visits': ['customerNumber,reference,date,description,ipAddress'],
  };
  for (let each = 0; each < size; each++) {
    const date = day(2015, 2026);
    const kind = ['orders', 'invoices', 'orders', 'invoices', 'web-visits'][each % 5];
    const status = each % 1000 === 1 ? '120.00,open' : `0.00,${oneOf(['paid', 'credited'])}`;
    const line = {
      orders: `${number},T-${each},${date},toimitettu,80.00`,
      invoices: `${number},L-${each},${date},${date},${date},${status},120.00,${buyer}`,
      'web-visits': `${number},W-${each},${date},etusivu,192.0.2.${each % 256}`,
    }[kind];
    files[kind].push(line);
  }
  for (const [kind, lines] of Object.entries(files)) {
    const file = join(folder, `${kind}.csv`);
    await writeFile(file, `${lines.join('\n')}\n`);
    await printed(['import', '--register', REGISTER, '--kind', kind, file], env);
  }
}

async function listed(reach) {
  const { clerk } = reach;
  const { data } = await clerk.post(`${path}/customers/search`, { customerNumber: PERSON.customerNumber });
  reach.customerId = data[0].id;
  const times = {};
  for (const list of [
    '?purpose=customer-service',
    '/orders?limit=200',
    '/invoices?limit=200',
    '/data?limit=200&purpose=customer-service',
  ]) {
    const began = performance.now();
    const { status } = await clerk.send('GET', `${path}/customers/${reach.customerId}${list}`);
    times[list.split('?')[0] || 'itself'] = `${status} in ${Math.round(performance.now() - began)} ms`;
  }
  return { told: JSON.stringify(times) };
}

async function recorded({ clerk, customerId }, right) {
  const request = {
    receivedOn: TODAY,
    channel: 'email',
    language: 'fi',
    rights: [right],
    person: { name: 'Suuri Asiakas', customerId },
    evidence: [{ kind: 'signature', value: 'signed by hand' }],
  };
  return clerk.post(`${path}/requests`, request, 201);
}

async function itemOf({ clerk }, id) {
  const { items } = await clerk.get(`${path}/requests/${id}`);
  return items[0];
}

async function answered(reach, right) {
  const { id } = await recorded(reach, right);
  const mail = await reach.mailbox.take(
    'the answer',
    PERSON.email,
    (each) => tokenIn(each, 'package') !== null,
  );
  const item = await reach.waiting.until('the end', async () => {
    const found = await itemOf(reach, id);
    return found.state.endsWith('fulfilled') ? found : null;
  });
  return { told: item.state, result: tokenIn(mail, 'package') };
}

async function fetched({ anybody, url, mailbox }, token) {
  await anybody.post('/v1/public/packages/codes', { token }, 202);
  const code = /^\s*(\d{8})\s*$/m;
  const mail = await mailbox.take('the code', PERSON.email, ({ text }) => code.test(text));
  const response = await fetch(`${url}/v1/public/packages/archives`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token, code: code.exec(mail.text)[1] }),
  });
  let bytes = 0;
  for await (const piece of response.body) bytes += piece.length;
  return { told: `${response.status}, ${(bytes / 1e6).toFixed(1)} MB` };
}

async function planned(reach) {
  const { id } = await recorded(reach, 'erasure');
  reach.requestId = id;
  await reach.waiting.until('the plan', async () => {
    const { state } = await itemOf(reach, id);
    return state === 'awaiting-approval' || null;
  });
}

async function planShown({ supervisor, requestId }) {
  const plan = await supervisor.get(`${path}/requests/${requestId}/plan`);
  const megabytes = (JSON.stringify(plan).length / 1e6).toFixed(1);
  return { told: `${plan.data.length} data, ${megabytes} MB`, result: plan };
}

async function caseShown(reach) {
  const { state } = await itemOf(reach, reach.requestId);
  return { told: state };
}

async function erased(reach, { planHash }) {
  const { supervisor, requestId } = reach;
  const { id: itemId } = await itemOf(reach, requestId);
  await supervisor.post(`${path}/requests/${requestId}/approve`, { itemId, planHash });
  const item = await reach.waiting.until('the erasure', async () => {
    const found = await itemOf(reach, requestId);
    return /fulfilled|refused/.test(found.state) ? found : null;
  });
  return { told: item.state };
}
