/**
 * What becomes of the rows of a table when the person they tell of is erased. `gone`: none may be left. `case`: sealed
 * under the key of a case and gone with it, after its own period. `evidence`: ids, codes, counts and dates only. `staff`:
 * tells of no data subject.
 */
export type Fate = 'gone' | 'case' | 'evidence' | 'staff';

/** Every table that names a customer or seals a value. A test holds this list to the schema. */
export const WHEREABOUTS = {
  customer: 'gone',
  datum: 'gone',
  record: 'gone',
  blind_index_entry: 'gone',
  hold: 'gone',
  restriction: 'gone',
  permitted_use: 'gone',
  marketing_consent: 'gone',
  disclosure: 'gone',
  request: 'case',
  request_item: 'case',
  question: 'case',
  fee: 'case',
  outgoing_mail: 'case',
  package: 'case',
  package_page: 'case',
  transmission: 'case',
  recipient_notification: 'case',
  case_task: 'case',
  deferred_action: 'evidence',
  audit_entry: 'evidence',
  idempotency_key: 'staff',
} as const satisfies Record<string, Fate>;

const GONE = Object.entries(WHEREABOUTS)
  .filter(([, fate]) => fate === 'gone')
  .map(([table]) => table);

/** Places where something of a wholly erased person ($1) or their key ($2) is left. By index, table by table. */
export const LEFT_OF_PERSON = [
  ...GONE.map((table) => found(table, `${table === 'customer' ? 'id' : 'customer_id'} = $1::uuid`)),
  found('vault.data_key', 'id = $2::uuid'),
].join(' union all ');

/** Places where something of these data ($1), their records ($2) or the key they were sealed under ($3) is left. */
export const LEFT_OF_DATA = [
  found('datum', 'id = any($1::uuid[])'),
  found('blind_index_entry', 'datum_id = any($1::uuid[])'),
  found('record', 'id = any($2::uuid[])'),
  found('vault.data_key', 'id = $3::uuid'),
].join(' union all ');

function found(table: string, condition: string): string {
  return `select '${table}' as place where exists (select from ${table} where ${condition})`;
}
