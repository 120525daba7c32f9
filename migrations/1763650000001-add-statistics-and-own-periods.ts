import type { MigrationInterface, QueryRunner } from 'typeorm';

const ORDER_STATISTICS = `
create table order_statistic (
  register text not null,
  month text not null,
  postcode text not null,
  persons integer not null,
  orders integer not null,
  amount numeric(14,2) not null,
  constraint order_statistic_month check (month ~ '^\\d{4}-\\d{2}$'),
  constraint order_statistic_postcode check (postcode ~ '^\\d*$'),
  constraint order_statistic_counts check (persons > 0 and orders >= persons),
  primary key (register, month, postcode)
);
grant select, insert, update on order_statistic to suoja_service;
alter table order_statistic enable row level security;
create policy register_wall on order_statistic
  using (register = current_setting('suoja.register', true))
  with check (register = current_setting('suoja.register', true));
`;

/** A package goes by its age and the policy in force, so the day it was to go on is not fixed when it is made. */
const OWN_PERIODS = `
alter table request add column evidence_erased_at timestamptz;
drop index package_expiry;
alter table package drop column expires_at;
create index package_age on package (register, created_at);
`;

export class AddStatisticsAndOwnPeriods1763650000001 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(ORDER_STATISTICS);
    await queryRunner.query(OWN_PERIODS);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop table order_statistic;
      drop index package_age;
      alter table package add column expires_at timestamptz not null default 'infinity';
      alter table package alter column expires_at drop default;
      create index package_expiry on package (register, expires_at);
      alter table request drop column evidence_erased_at;
    `);
  }
}
