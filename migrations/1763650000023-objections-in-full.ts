import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 917/2014, 200 §: what allows electronic marketing to a natural person, as evidence. */
const MARKETING_CONSENT = `
create table marketing_consent (
  id uuid not null,
  register text not null,
  customer_id uuid not null,
  channel text not null,
  basis text not null,
  given_on date not null,
  how text not null,
  wording text not null,
  source text not null,
  sale_id uuid,
  own_similar_products boolean,
  could_forbid_at_collection boolean,
  can_forbid_in_each_message boolean,
  withdrawn_on date,
  constraint marketing_consent_channel check (channel in ('email', 'sms', 'automatic-call')),
  constraint marketing_consent_basis check (basis in ('consent', 'similar-products')),
  constraint marketing_consent_customer_fk foreign key (customer_id) references customer (id) on delete cascade,
  primary key (id)
);
create index marketing_consent_customer on marketing_consent (customer_id);
grant select, insert, update, delete on marketing_consent to suoja_service;
alter table marketing_consent enable row level security;
create policy register_wall on marketing_consent
  using (register = current_setting('suoja.register', true))
  with check (register = current_setting('suoja.register', true));
`;

/** Art. 21: what an objection has ended is only stored, under a ground of its own; a mailing list notes each person once. */
export class ObjectionsInFull1763650000023 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table restriction drop constraint restriction_ground;
      alter table restriction add constraint restriction_ground
        check (ground in ('18(1)(a)', '18(1)(b)', '18(1)(c)', '18(1)(d)', '17(3)', '21'));
      alter table disclosure add column mailing_list_id uuid;
      create unique index disclosure_once_per_list on disclosure (mailing_list_id, customer_id);
    `);
    await queryRunner.query(MARKETING_CONSENT);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop table marketing_consent;
      alter table disclosure drop column mailing_list_id;
      update restriction set ground = '18(1)(d)' where ground = '21';
      alter table restriction drop constraint restriction_ground;
      alter table restriction add constraint restriction_ground
        check (ground in ('18(1)(a)', '18(1)(b)', '18(1)(c)', '18(1)(d)', '17(3)'));
    `);
  }
}
