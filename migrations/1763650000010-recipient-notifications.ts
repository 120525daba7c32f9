import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Art. 19: whom the house has to tell what became of a person's data, and how far it has come. */
const RECIPIENT_NOTIFICATION = `
create table recipient_notification (
  id uuid not null,
  register text not null,
  reference text not null,
  request_id uuid not null,
  request_item_id uuid not null,
  plan_hash text not null,
  recipient text not null,
  "right" text not null,
  categories text[] not null,
  state text not null,
  attempts integer not null default 0,
  not_before timestamptz not null,
  escalate_on date not null,
  key_id uuid not null,
  sealed bytea not null,
  created_at timestamptz not null,
  delivered_at timestamptz,
  acknowledged_at timestamptz,
  constraint recipient_notification_state check (state in ('queued', 'delivered', 'acknowledged', 'failed', 'excused')),
  primary key (id)
);
create unique index recipient_notification_once on recipient_notification (request_item_id, recipient, plan_hash);
create index recipient_notification_request on recipient_notification (request_id, id);
create index recipient_notification_queued on recipient_notification (register, not_before) where state = 'queued';
create index recipient_notification_open on recipient_notification (register, escalate_on)
  where state in ('queued', 'delivered', 'failed');
grant select, insert, update, delete on recipient_notification to suoja_service;
alter table recipient_notification enable row level security;
create policy register_wall on recipient_notification
  using (register = current_setting('suoja.register', true))
  with check (register = current_setting('suoja.register', true));
`;

export class RecipientNotifications1763650000010 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(RECIPIENT_NOTIFICATION);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table recipient_notification');
  }
}
