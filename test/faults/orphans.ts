import { setTimeout as sleep } from 'node:timers/promises';
import type { PostgresServer } from './postgres-server.js';

/** Rows that should not be: pointing nowhere, owned by nobody, or waiting for nothing. Each query gives offenders. */
const NEVER: Readonly<Record<string, string>> = {
  'an item without a case': `select id from request_item i where not exists (select from request r where r.id = i.request_id)`,
  'a case without items': `select id from request r where not exists (select from request_item i where i.request_id = r.id)`,
  'a letter of no case': `select id from outgoing_mail m where request_id is not null
    and not exists (select from request r where r.id = m.request_id)`,
  'a notification of no case': `select id from recipient_notification n where request_id is not null
    and not exists (select from request r where r.id = n.request_id)`,
  'a datum of nobody': `select id from datum d where not exists (select from customer c where c.id = d.customer_id)`,
  'a record of nobody': `select id from record d where not exists (select from customer c where c.id = d.customer_id)`,
  'a restriction of nobody': `select id from restriction d where not exists (select from customer c where c.id = d.customer_id)`,
  'a disclosure of nobody': `select id from disclosure d where not exists (select from customer c where c.id = d.customer_id)`,
  'an index entry of no datum': `select datum_id as id from blind_index_entry b where datum_id is not null
    and not exists (select from datum d where d.id = b.datum_id)`,
  'a sealed row whose key is gone': `select k.key_id as id from (
      select key_id from customer union all select key_id from request union all select key_id from outgoing_mail
      union all select key_id from recipient_notification union all select key_id from package) k
    where not exists (select from vault.data_key v where v.id = k.key_id)`,
  'a key without an owner': `select v.id from vault.data_key v where not exists (select from customer c where c.key_id = v.id)
      and not exists (select from request c where c.key_id = v.id)
      and not exists (select from outgoing_mail c where c.key_id = v.id)
      and not exists (select from recipient_notification c where c.key_id = v.id)
      and not exists (select from package c where c.key_id = v.id)`,
  'a letter queued for ever': `select id from outgoing_mail where state = 'queued'`,
  'a notification queued for ever': `select id from recipient_notification where state = 'queued'`,
  'a copy queued for ever': `select id from transmission where state = 'queued'`,
  'a purge that never ends': `select id from purge_run where state = 'running'`,
  'an item that was received and not taken up': `select id from request_item where state = 'received'`,
  'an item decided without a letter': `select id from request_item i where decided is not null and not exists (
      select from outgoing_mail m where i.id = any(m.item_ids))`,
  'an item with two answers': `select i.id from request_item i join outgoing_mail m on i.id = any(m.item_ids)
      where m.kind = 'answer' and m.replaced_by is null group by i.id having count(*) > 1`,
  'an item answered twice': `select details->>'itemId' as id from audit_entry where action = 'request.answered'
      group by 1 having count(*) > 1`,
  'a case closed twice': `select request_id as id from audit_entry where action = 'request.closed'
      group by 1 having count(*) > 1`,
  'a person erased twice': `select customer_id as id from audit_entry where action = 'person.erased'
      group by 1 having count(*) > 1`,
  'a closed case with an open item': `select r.id from request r join request_item i on i.request_id = r.id
      where r.closed_at is not null and i.answered_at is null and i.state <> 'withdrawn'`,
  'two notifications of one effect': `select min(id::text) as id from recipient_notification
      where request_item_id is not null group by request_item_id, recipient, plan_hash having count(*) > 1`,
};

/** How long a row may be on its way: a purge that the day's sweep has just begun is not one that never ends. */
const LOOKS = [0, 3000, 12_000];

/** What is there at each of a few looks, some time apart. */
export async function orphans(server: PostgresServer, database: string): Promise<string[]> {
  let found: string[] = [];
  for (const wait of LOOKS) {
    await sleep(wait);
    const now = await look(server, database);
    found = wait === 0 ? now : found.filter((each) => now.includes(each));
    if (found.length === 0) break;
  }
  return found;
}

async function look(server: PostgresServer, database: string): Promise<string[]> {
  const found: string[] = [];
  for (const [what, query] of Object.entries(NEVER)) {
    const rows = await server.run(query, database);
    if (rows.length > 0) found.push(`${what}: ${rows.map(({ id }) => String(id)).join(', ')}`);
  }
  return found;
}
