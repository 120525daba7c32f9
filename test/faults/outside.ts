import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Acked } from './case-driver.js';
import type { Arrivals } from './arrivals.js';
import type { PostgresServer } from './postgres-server.js';

/** When something was broken, from its beginning until all was mended. */
export interface Broken {
  readonly what: string;
  readonly from: number;
  to: number;
}

/** A repeat is told from a crash by what happened between the two; nothing else explains one. */
const LEEWAY_MS = 2_000;

/** What left the house: each letter and notification once, but for a crash between the taker's yes and our commit. */
export async function wrongArrivals(
  server: PostgresServer,
  database: string,
  { all }: Arrivals,
  broken: readonly Broken[],
): Promise<{ violations: string[]; repeats: number }> {
  const rows = await server.run(
    `select id::text, state in ('sent') as done, 'mail' as way from outgoing_mail
     union all select id::text, state = 'delivered', 'told' from recipient_notification
     union all select id::text, state = 'sent', 'copy' from transmission`,
    database,
  );
  const known = new Set(rows.map(({ id }) => String(id)));
  const violations: string[] = [];
  for (const { id, done, way } of rows)
    if (done && !all.some((each) => each.id === id))
      violations.push(`${String(way)} ${String(id)} never arrived`);
  let repeats = 0;
  const last = new Map<string, number>();
  for (const { way, id, at } of all) {
    if (!known.has(id)) violations.push(`${way} ${id} is of no row`);
    const before = last.get(id);
    last.set(id, at);
    if (before === undefined) continue;
    repeats++;
    const why = broken.some(({ from, to }) => from <= at && to >= before - LEEWAY_MS);
    const lied = all.some((each) => each.id === id && each.lied && each.at <= at);
    if (!why && !lied) violations.push(`${way} ${id} came twice without a crash between`);
  }
  return { violations, repeats };
}

/** Everything the outside was told yes to is there, or has gone as it should; and nothing else came of it. */
export async function lostOrDoubled(
  server: PostgresServer,
  database: string,
  { customers, requests }: Acked,
): Promise<string[]> {
  const violations: string[] = [];
  const ids = async (query: string) => (await server.run(query, database)).map(({ id }) => String(id));
  const there = new Set(await ids(`select id::text from customer`));
  const erased = new Set(
    await ids(`select customer_id::text as id from audit_entry where action = 'person.erased'`),
  );
  for (const [label, id] of customers)
    if (!there.has(id) && !erased.has(id)) violations.push(`the customer ${label} was acknowledged and lost`);
  for (const id of there)
    if (![...customers.values()].includes(id)) violations.push(`a customer that nobody entered: ${id}`);
  const cases = await ids(`select id::text from request`);
  for (const [label, id] of requests)
    if (!cases.includes(id)) violations.push(`the case of ${label} was acknowledged and lost`);
  for (const id of cases)
    if (![...requests.values()].includes(id)) violations.push(`a case that nobody asked for: ${id}`);
  return violations;
}

/** The ledger outside and its rows inside say the same, and nothing in it is left open. */
export async function wrongLedger(
  server: PostgresServer,
  database: string,
  folder: string,
): Promise<string[]> {
  const rows = new Set(
    (await server.run(`select id::text from erasure_ledger`, database)).map(({ id }) => String(id)),
  );
  const open = new Set<string>();
  const committed = new Set<string>();
  const violations: string[] = [];
  for (const name of (await readdir(folder)).filter((each) => each.endsWith('.jsonl'))) {
    for (const line of (await readFile(join(folder, name), 'utf8')).split('\n')) {
      const body = parsed(line);
      if (body === null) continue;
      if (body.kind !== 'settled') open.add(String(body.id));
      for (const id of [...(body.committed ?? []), ...(body.void ?? [])]) open.delete(id);
      for (const id of body.committed ?? []) committed.add(id);
      for (const id of body.void ?? [])
        if (rows.has(id)) violations.push(`ledger: ${id} is void and committed`);
    }
  }
  for (const id of rows) if (!committed.has(id)) violations.push(`ledger: ${id} is in no file as committed`);
  for (const id of committed) if (!rows.has(id)) violations.push(`ledger: ${id} has no row`);
  for (const id of open) violations.push(`ledger: ${id} was never settled`);
  return violations;
}

interface Line {
  readonly kind?: string;
  readonly id?: string;
  readonly committed?: readonly string[];
  readonly void?: readonly string[];
}

/** A line torn by a crash or a full disk is passed over, as the service does. */
function parsed(line: string): Line | null {
  try {
    const whole = JSON.parse(line) as Line & { body?: Line };
    return whole.body ?? whole;
  } catch {
    return null;
  }
}
