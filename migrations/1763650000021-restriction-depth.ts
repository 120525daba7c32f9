import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Art. 18 down to the datum, with the uses that Art. 18(2) permits and the notice of Art. 18(3) where there is no case;
 * Art. 19 for effects that no request caused.
 */
const UP = `
alter table restriction
  add column data uuid[],
  add column lift_letter_id uuid,
  add constraint restriction_scope check (categories is null or data is null);

create table permitted_use (
  id uuid not null,
  register text not null,
  customer_id uuid not null,
  staff_id uuid not null,
  ground text not null,
  categories text[],
  data uuid[],
  operations text[] not null,
  sealed bytea not null,
  granted_at timestamptz not null,
  valid_until timestamptz not null,
  constraint permitted_use_ground check (ground in ('consent', 'legal-claims', 'rights-of-another', 'public-interest')),
  constraint permitted_use_scope check (categories is null or data is null),
  constraint permitted_use_customer_fk foreign key (customer_id) references customer (id) on delete cascade,
  primary key (id)
);
create index permitted_use_customer on permitted_use (customer_id, id);
grant select, insert, update, delete on permitted_use to suoja_service;
alter table permitted_use enable row level security;
create policy register_wall on permitted_use
  using (register = current_setting('suoja.register', true))
  with check (register = current_setting('suoja.register', true));

alter table recipient_notification
  alter column request_id drop not null,
  alter column request_item_id drop not null,
  add column customer_id uuid,
  add column cause_id uuid,
  add constraint recipient_notification_cause check
    ((request_id is null) = (cause_id is not null) and (request_id is null) = (request_item_id is null));
create unique index recipient_notification_unasked on recipient_notification (cause_id, recipient, plan_hash);
`;

const DOWN = `
delete from recipient_notification where request_id is null;
drop index recipient_notification_unasked;
alter table recipient_notification
  drop constraint recipient_notification_cause,
  drop column cause_id,
  drop column customer_id,
  alter column request_item_id set not null,
  alter column request_id set not null;
drop table permitted_use;
delete from restriction where data is not null;
alter table restriction drop constraint restriction_scope, drop column lift_letter_id, drop column data;
`;

export class RestrictionDepth1763650000021 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(UP);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(DOWN);
  }
}
