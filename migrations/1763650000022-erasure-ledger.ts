import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Art. 17, 5(2): confirms what the ledger outside the database says was destroyed. The service adds and never changes. */
const LEDGER = `
create table erasure_ledger (
  id uuid not null,
  register text not null,
  at timestamptz not null,
  kind text not null,
  hash text not null,
  request_id uuid,
  details jsonb,
  primary key (id)
);
create index erasure_ledger_request on erasure_ledger (request_id);
create index erasure_ledger_list on erasure_ledger (register, id);
revoke update, delete on erasure_ledger from suoja_service;
grant select, insert on erasure_ledger to suoja_service;
alter table erasure_ledger enable row level security;
create policy register_wall on erasure_ledger
  using (register = current_setting('suoja.register', true))
  with check (register = current_setting('suoja.register', true));
`;

/** An approved erasure may wait a while in which it can be withdrawn; whoever looks for work passes it over until then. */
const WAITING = `
alter table request_item add column executes_on date;
alter table request_item add column self_approved boolean not null default false;
`;

export class ErasureLedger1763650000022 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(LEDGER);
    await queryRunner.query(WAITING);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table request_item drop column self_approved');
    await queryRunner.query('alter table request_item drop column executes_on');
    await queryRunner.query('drop table erasure_ledger');
  }
}
