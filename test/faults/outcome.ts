import type { PostgresServer } from './postgres-server.js';
import type { Acked } from './case-driver.js';

/** How one person's case has ended, in words that are the same whatever ids a run gave. */
export type Ending = Readonly<Record<string, readonly string[]>>;
export type Outcome = Readonly<Record<string, Ending>>;

/** One look per table: each gives lines of text, by the id of a case ($case) or a person ($person). */
const LOOKS = {
  items: `select request_id as of, "right" || ' ' || state || ' ' || coalesce(decided, '-') as line from request_item`,
  closed: `select id as of, (closed_at is not null)::text as line from request`,
  outcomes: `select request_id as of, decision->>'category' || ' ' || (decision->>'outcome') || ' ' || (decision->>'rule') as line
     from request_item join plan_page on item_id = request_item.id, jsonb_array_elements(planned->'data') datum,
          lateral (select planned->'decisions'->(datum->>1)::int as decision) decided`,
  letters: `select request_id as of, kind || ' ' || state as line from outgoing_mail`,
  told: `select request_id as of, recipient || ' ' || "right" || ' ' || state as line from recipient_notification`,
  copies: `select request_id as of, state as line from transmission`,
  postponed: `select request_id as of, state as line from deferred_action`,
  noted: `select request_id as of, action as line from audit_entry where request_id is not null`,
  person: `select id as of, person_type || ' ' || array_to_string(prohibitions, ',') as line from customer`,
  left: `select customer_id as of, category as line from datum where superseded_at is null`,
  records: `select customer_id as of, kind || ' ' || coalesce(status, '-') as line from record`,
  restricted: `select customer_id as of, ground || ' ' || coalesce(array_to_string(categories, ','), '*') || ' ' || (lifted_at is not null) as line
     from restriction`,
  notedOfPerson: `select customer_id as of, action as line from audit_entry where customer_id is not null and request_id is null`,
  ledger: `select details->>'customer' as of, kind as line from erasure_ledger where details ? 'customer'`,
} as const;

export async function outcomeOf(server: PostgresServer, database: string, acked: Acked): Promise<Outcome> {
  const label = new Map<string, string>();
  for (const [name, id] of [...acked.customers, ...acked.requests]) label.set(id, name);
  const outcome: Record<string, Record<string, string[]>> = {};
  for (const name of [...acked.customers.keys(), ...acked.requests.keys()]) outcome[name] = {};
  for (const [what, query] of Object.entries(LOOKS)) {
    for (const { of, line } of await server.run(query, database)) {
      const name = label.get(String(of));
      if (name !== undefined) ((outcome[name]![what] ??= []) as string[]).push(String(line));
    }
  }
  for (const ending of Object.values(outcome)) for (const lines of Object.values(ending)) lines.sort();
  const runs = await server.run(
    `select id::text, state, report->'erased' as erased, report->'persons' as persons from purge_run`,
    database,
  );
  const purges = runs.filter(({ id }) => acked.purges.includes(String(id)));
  outcome['purges'] = { runs: purges.map(({ id: _id, ...run }) => JSON.stringify(run)) };
  return outcome;
}

/** Where two runs of the same cases ended differently. */
export function differences(expected: Outcome, actual: Outcome): string[] {
  const found: string[] = [];
  for (const name of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
    const [one, other] = [expected[name] ?? {}, actual[name] ?? {}];
    for (const what of new Set([...Object.keys(one), ...Object.keys(other)])) {
      const [was, is] = [JSON.stringify(one[what] ?? []), JSON.stringify(other[what] ?? [])];
      if (was !== is) found.push(`${name}, ${what}: ${was} became ${is}`);
    }
  }
  return found;
}
