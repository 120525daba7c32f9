import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where each entry stands in the log of its register, and what was signed about the log. */
const LOG = `
create table audit_seal (
  register text not null,
  position bigint not null,
  entry_id uuid not null,
  leaf_hash bytea not null,
  primary key (register, position)
);
create unique index audit_seal_entry on audit_seal (register, entry_id);
create table audit_checkpoint (
  register text not null,
  size bigint not null,
  previous bigint not null,
  root bytea not null,
  frontier bytea not null,
  at timestamptz not null,
  key_version integer not null,
  signature bytea not null,
  primary key (register, size)
);
create table audit_anchor (
  register text not null,
  size bigint not null,
  state text not null,
  attempts integer not null default 0,
  not_before timestamptz not null,
  anchored_at timestamptz,
  constraint audit_anchor_state check (state in ('queued', 'anchored')),
  primary key (register, size)
);
`;

/** Evidence is only ever added, by the service and by the owner alike. How far it was told outside changes. */
const RIGHTS = `
grant select, insert on audit_seal, audit_checkpoint to suoja_service;
grant select, insert, update, delete on audit_anchor to suoja_service;
create function refuse_log_change() returns trigger language plpgsql as $$
begin
  raise exception 'what was sealed is never changed';
end
$$;
`;

const appendOnly = (table: string) => `
create trigger ${table}_append_only before update or delete on ${table}
  for each row execute function refuse_log_change();
create trigger ${table}_no_truncate before truncate on ${table}
  for each statement execute function refuse_log_change();
`;

const wall = (table: string) => `
alter table ${table} enable row level security;
create policy register_wall on ${table}
  using (register = current_setting('suoja.register', true))
  with check (register = current_setting('suoja.register', true));
`;

export class SealTheAuditLog1763650000027 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const sealed = ['audit_seal', 'audit_checkpoint'];
    await queryRunner.query(
      [LOG, RIGHTS, ...sealed.map(appendOnly), ...[...sealed, 'audit_anchor'].map(wall)].join(''),
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop table audit_anchor, audit_checkpoint, audit_seal;
      drop function refuse_log_change();
    `);
  }
}
