import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a case waits for outside the register, and when the effect of an item came before its answer. */
const CASE_TASK = `
create table case_task (
  id uuid not null,
  register text not null,
  request_id uuid not null,
  request_item_id uuid not null,
  "right" text not null,
  kind text not null,
  system text,
  folder_id uuid,
  state text not null,
  outcome text,
  attempts integer not null default 0,
  not_before timestamptz,
  refused_answers integer not null default 0,
  asked_on date not null,
  due date not null,
  passed_on date,
  handed_over_at timestamptz,
  assignee uuid,
  completed_on date,
  completed_at timestamptz,
  completed_by uuid,
  token_hash bytea,
  token_expires_at timestamptz,
  key_id uuid not null,
  sealed bytea not null,
  created_at timestamptz not null,
  constraint case_task_state check (state in ('pending', 'in_progress', 'completed', 'cancelled')),
  constraint case_task_kind check ((kind = 'system') = (system is not null) and (kind = 'paper') = (folder_id is not null)),
  constraint case_task_request_fk foreign key (request_id) references request (id) on delete cascade,
  primary key (id)
);
create unique index case_task_system_once on case_task (request_item_id, system) where system is not null;
create unique index case_task_folder_once on case_task (request_item_id, folder_id) where folder_id is not null;
create index case_task_request on case_task (request_id, id);
create unique index case_task_token on case_task (token_hash);
create index case_task_open on case_task (register, due, id) where state in ('pending', 'in_progress');
create index case_task_queued on case_task (register, not_before)
  where state = 'pending' and not_before is not null;
grant select, insert, update, delete on case_task to suoja_service;
alter table case_task enable row level security;
create policy register_wall on case_task
  using (register = current_setting('suoja.register', true))
  with check (register = current_setting('suoja.register', true));

alter table request_item add column carried_out_at timestamptz;
`;

const DOWN = `
alter table request_item drop column carried_out_at;
drop table case_task;
`;

export class CaseTasks1763650000025 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(CASE_TASK);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(DOWN);
  }
}
