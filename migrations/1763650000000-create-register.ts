import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tables that hold a register's data: nobody reads them without naming the register. */
const REGISTER_TABLES = [
  'customer',
  'datum',
  'record',
  'blind_index_entry',
  'disclosure',
  'suppression',
  'hold',
  'restriction',
  'request',
  'request_item',
  'question',
  'deferred_action',
  'outgoing_mail',
  'package',
  'purge_run',
  'audit_entry',
  'vault.data_key',
];

const TABLES = `
create table audit_entry (
  id uuid not null,
  register text not null,
  at timestamptz not null,
  actor text not null,
  action text not null,
  customer_id uuid,
  request_id uuid,
  details jsonb not null,
  primary key (id)
);

create table customer (
  id uuid not null,
  register text not null,
  person_type text not null,
  key_id uuid not null,
  sealed bytea not null,
  prohibitions text[] not null default '{}',
  relationship_end date,
  contract_end date,
  last_service_contact date,
  last_contact date,
  contact_role_end date,
  import_digest bytea,
  version integer not null default 1,
  created_at timestamptz not null,
  constraint customer_person_type check (person_type in ('consumer', 'contact-person')),
  primary key (id)
);

create table record (
  id uuid not null,
  register text not null,
  customer_id uuid not null,
  kind text not null,
  date date,
  booked_on date,
  due_on date,
  balance numeric(14,2),
  status text,
  last_reminder_on date,
  ends_on date,
  order_id uuid,
  import_key bytea,
  import_digest bytea,
  version integer not null default 1,
  created_at timestamptz not null,
  constraint record_case_status check (kind not in ('contract', 'collection-case') or status in ('open', 'closed')),
  constraint record_invoice_status check (kind <> 'invoice' or status in ('open', 'paid', 'credited', 'written-off', 'in-collection')),
  constraint record_kind check (kind in ('order', 'invoice', 'credit-note', 'receipt', 'contract', 'service-contact', 'collection-case', 'web-visit', 'manual-material')),
  primary key (id)
);

create table datum (
  id uuid not null,
  register text not null,
  customer_id uuid not null,
  record_id uuid,
  category text not null,
  provided_by text not null,
  basis text not null,
  source text not null,
  obtained_at timestamptz not null,
  sealed bytea not null,
  superseded_at timestamptz,
  constraint datum_basis check (basis in ('contract', 'consent', 'legitimate-interest', 'legal-obligation')),
  constraint datum_provided_by check (provided_by in ('data-subject', 'observed', 'derived', 'third-party')),
  primary key (id)
);

create table blind_index_entry (
  id bigint generated always as identity not null,
  register text not null,
  customer_id uuid not null,
  datum_id uuid,
  field text not null,
  hash bytea not null,
  primary key (id)
);

create table package (
  id uuid not null,
  register text not null,
  request_id uuid not null,
  item_id uuid not null,
  key_id uuid not null,
  sealed bytea not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  code_hash bytea,
  code_expires_at timestamptz,
  code_attempts integer not null default 0,
  opened_at timestamptz,
  primary key (id)
);

create table hold (
  id uuid not null,
  register text not null,
  customer_id uuid not null,
  code text not null,
  categories text[] not null,
  record_ids uuid[] not null,
  valid_from date not null,
  valid_until date,
  review_on date not null,
  sealed bytea not null,
  set_by uuid not null,
  set_at timestamptz not null,
  release_asked_by uuid,
  released_by uuid,
  released_at timestamptz,
  constraint hold_dates check (valid_until is null or valid_until >= valid_from),
  primary key (id)
);

create table idempotency_key (
  key bytea not null,
  fingerprint bytea not null,
  status smallint,
  sealed bytea,
  created_at timestamptz not null,
  primary key (key)
);

create table link (
  token_hash bytea not null,
  register text not null,
  purpose text not null,
  target_id uuid not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  constraint link_purpose check (purpose in ('verify', 'undo-objection', 'open-package')),
  primary key (token_hash)
);

create table outgoing_mail (
  id uuid not null,
  register text not null,
  kind text not null,
  request_id uuid,
  item_ids uuid[] not null default '{}',
  key_id uuid not null,
  sealed bytea not null,
  message_id text not null,
  state text not null,
  attempts integer not null default 0,
  not_before timestamptz not null,
  created_at timestamptz not null,
  sent_at timestamptz,
  constraint outgoing_mail_state check (state in ('queued', 'sent', 'failed', 'to-post', 'posted')),
  primary key (id)
);

create table suppression (
  id uuid not null,
  register text not null,
  field text not null,
  hash bytea not null,
  flags text[] not null,
  since date not null,
  primary key (id)
);

create table disclosure (
  id uuid not null,
  register text not null,
  customer_id uuid not null,
  recipient text not null,
  categories text[] not null,
  ground text not null,
  disclosed_on date not null,
  recorded_by uuid,
  primary key (id)
);

create table policy_version (
  register text not null,
  hash text not null,
  version text not null,
  content jsonb not null,
  activated_at timestamptz not null,
  primary key (register, hash)
);

create table register (
  name text not null,
  policy_version text not null,
  policy_hash text not null,
  primary key (name)
);

create table deferred_action (
  id uuid not null,
  register text not null,
  customer_id uuid not null,
  request_id uuid not null,
  item_id uuid not null,
  state text not null,
  holds text[] not null,
  second_letter boolean not null,
  created_at timestamptz not null,
  done_at timestamptz,
  constraint deferred_action_state check (state in ('waiting', 'done')),
  primary key (id)
);

create table request (
  id uuid not null,
  register text not null,
  reference text not null,
  channel text not null,
  language text not null,
  received_on date not null,
  created_at timestamptz not null,
  customer_id uuid,
  identification jsonb,
  extended_on date,
  key_id uuid not null,
  sealed bytea not null,
  recorded_by uuid,
  closed_at timestamptz,
  version integer not null default 1,
  constraint request_language check (language in ('fi', 'sv', 'en')),
  constraint request_channel check (channel in ('web', 'letter', 'email', 'phone', 'counter')),
  primary key (id)
);

create table question (
  id uuid not null,
  register text not null,
  request_id uuid not null,
  kind text not null,
  asked_on date not null,
  answered_on date,
  sealed bytea not null,
  constraint question_dates check (answered_on is null or answered_on >= asked_on),
  constraint question_kind check (kind in ('identity', 'clarification')),
  primary key (id)
);

create table request_item (
  id uuid not null,
  register text not null,
  request_id uuid not null,
  "right" text not null,
  state text not null,
  plan jsonb,
  plan_hash text,
  approved_hash text,
  approved_by uuid,
  approved_at timestamptz,
  decided text,
  decided_at timestamptz,
  sealed bytea,
  answered_at timestamptz,
  due date not null,
  target date not null,
  primary key (id)
);

create table restriction (
  id uuid not null,
  register text not null,
  customer_id uuid not null,
  ground text not null,
  categories text[],
  since date not null,
  request_item_id uuid,
  lift_notice_at timestamptz,
  lifted_at timestamptz,
  constraint restriction_ground check (ground in ('18(1)(a)', '18(1)(b)', '18(1)(c)', '18(1)(d)', '17(3)')),
  primary key (id)
);

create table purge_run (
  id uuid not null,
  register text not null,
  at date not null,
  dry_run boolean not null,
  started_by text not null,
  state text not null,
  problem text,
  cursor uuid,
  report jsonb not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  constraint purge_run_state check (state in ('running', 'done', 'failed')),
  primary key (id)
);

create table staff_account (
  id uuid not null,
  email text not null,
  password_hash text not null,
  totp_secret bytea,
  commitment_on date,
  disabled_at timestamptz,
  created_at timestamptz not null,
  primary key (id)
);

create table staff_role (
  staff_id uuid not null,
  register text not null,
  role text not null,
  constraint staff_role_role check (role in ('clerk', 'supervisor', 'admin', 'auditor')),
  primary key (staff_id, register)
);

create table staff_session (
  token_hash bytea not null,
  staff_id uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  primary key (token_hash)
);

create table vault.data_key (
  id uuid not null,
  register text not null,
  owner text not null,
  wrapped bytea not null,
  constraint data_key_owner check (owner in ('person', 'case')),
  primary key (id)
);
`;

const INDEXES = `
create index audit_entry_customer on audit_entry (customer_id, id);
create index audit_entry_request on audit_entry (request_id, id);
create index audit_entry_list on audit_entry (register, id);
create index customer_list on customer (register, id);
create unique index record_import on record (register, kind, import_key) where import_key is not null;
create index record_customer on record (customer_id, id);
create index datum_record on datum (record_id);
create index datum_customer on datum (customer_id, id);
create index blind_index_datum on blind_index_entry (datum_id);
create index blind_index_customer on blind_index_entry (customer_id);
create index blind_index_lookup on blind_index_entry (register, field, hash);
create index package_expiry on package (register, expires_at);
create index hold_customer on hold (customer_id);
create index idempotency_key_age on idempotency_key (created_at);
create index link_target on link (target_id);
create index outgoing_mail_request on outgoing_mail (request_id);
create index outgoing_mail_queued on outgoing_mail (register, not_before) where state = 'queued';
create unique index suppression_key on suppression (register, field, hash);
create index disclosure_customer on disclosure (customer_id, disclosed_on);
create index deferred_action_waiting on deferred_action (register, customer_id) where state = 'waiting';
create index request_customer on request (customer_id);
create index request_list on request (register, id);
create unique index request_reference on request (register, reference);
create index question_request on question (request_id);
create index request_item_open on request_item (register, state);
create index request_item_request on request_item (request_id);
create index restriction_customer on restriction (customer_id);
create unique index purge_run_one_at_a_time on purge_run (register) where state = 'running' and not dry_run;
create index purge_run_list on purge_run (register, id);
create unique index staff_account_email on staff_account (email);
create index staff_session_staff on staff_session (staff_id);
create index data_key_register on vault.data_key (register);
`;

const FOREIGN_KEYS = `
alter table record add constraint record_customer_fk foreign key (customer_id) references customer(id);
alter table datum add constraint datum_customer_fk foreign key (customer_id) references customer(id);
alter table datum add constraint datum_record_fk foreign key (record_id) references record(id);
alter table blind_index_entry add constraint blind_index_customer_fk foreign key (customer_id) references customer(id) on delete cascade;
alter table blind_index_entry add constraint blind_index_datum_fk foreign key (datum_id) references datum(id) on delete cascade;
alter table hold add constraint hold_customer_fk foreign key (customer_id) references customer(id);
alter table disclosure add constraint disclosure_customer_fk foreign key (customer_id) references customer(id) on delete cascade;
alter table question add constraint question_request_fk foreign key (request_id) references request(id) on delete cascade;
alter table request_item add constraint request_item_request_fk foreign key (request_id) references request(id) on delete cascade;
alter table restriction add constraint restriction_customer_fk foreign key (customer_id) references customer(id) on delete cascade;
alter table staff_role add constraint staff_role_account_fk foreign key (staff_id) references staff_account(id) on delete cascade;
alter table staff_session add constraint staff_session_account_fk foreign key (staff_id) references staff_account(id) on delete cascade;
`;

/** One role for every query of the service; it owns nothing, so row-level security binds it. */
const SERVICE_ROLE = `
do $$
begin
  create role suoja_service nologin;
exception
  when duplicate_object or unique_violation then null;
end
$$;
grant suoja_service to current_user;
grant usage on schema public, vault to suoja_service;
grant select, insert, update, delete on all tables in schema public, vault to suoja_service;
grant usage on all sequences in schema public to suoja_service;
revoke all on migration from suoja_service;
`;

/** Evidence is only ever added, by the service and by the owner alike. */
const APPEND_ONLY = `
revoke update, delete, truncate on audit_entry, policy_version from suoja_service;
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'audit entries are never changed';
end
$$;
create trigger audit_entry_append_only before update or delete on audit_entry
  for each row execute function refuse_change();
create trigger audit_entry_no_truncate before truncate on audit_entry
  for each statement execute function refuse_change();
`;

export class CreateRegister1763650000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('create schema vault');
    for (const sql of [TABLES, INDEXES, FOREIGN_KEYS, SERVICE_ROLE, APPEND_ONLY])
      await queryRunner.query(sql);
    for (const table of REGISTER_TABLES) {
      await queryRunner.query(`alter table ${table} enable row level security`);
      await queryRunner.query(
        `create policy register_wall on ${table}
           using (register = current_setting('suoja.register', true))
           with check (register = current_setting('suoja.register', true))`,
      );
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    const tables = [
      ...REGISTER_TABLES,
      'register',
      'policy_version',
      'staff_role',
      'staff_session',
      'staff_account',
      'link',
      'idempotency_key',
    ];
    await queryRunner.query(`drop table ${tables.join(', ')} cascade`);
    await queryRunner.query('drop function refuse_change()');
    await queryRunner.query('drop schema vault');
  }
}
