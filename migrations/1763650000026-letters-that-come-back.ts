import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Art. 12(5)(a), 15(3): what a person was asked to pay before anything is done. */
const FEE = `
create table fee (
  id uuid not null,
  register text not null,
  request_id uuid not null,
  item_id uuid not null,
  amount numeric(7,2) not null,
  basis text not null,
  asked_on date not null,
  answer_by date not null,
  accepted_on date,
  sealed bytea not null,
  constraint fee_basis check (basis in ('manifestly-unfounded', 'excessive', 'further-copy')),
  constraint fee_dates check (answer_by >= asked_on and (accepted_on is null or accepted_on >= asked_on)),
  constraint fee_request_fk foreign key (request_id) references request (id) on delete cascade,
  primary key (id)
);
create unique index fee_item on fee (item_id);
create index fee_request on fee (request_id);
grant select, insert, update, delete on fee to suoja_service;
alter table fee enable row level security;
create policy register_wall on fee
  using (register = current_setting('suoja.register', true))
  with check (register = current_setting('suoja.register', true));
alter table link drop constraint link_purpose;
alter table link add constraint link_purpose
  check (purpose in ('verify', 'undo-objection', 'open-package', 'answer-fee'));
`;

/** Letters that an address refused or that came back later, why, and which letter went out in their place; and fees. */
export class LettersThatComeBack1763650000026 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table outgoing_mail add column failure text;
      alter table outgoing_mail add column bounced_on date;
      alter table outgoing_mail add column replaced_by uuid;
      alter table outgoing_mail drop constraint outgoing_mail_state;
      alter table outgoing_mail add constraint outgoing_mail_state
        check (state in ('queued', 'sent', 'failed', 'bounced', 'to-post', 'posted'));
      create index outgoing_mail_undelivered on outgoing_mail (register, id)
        where state in ('failed', 'bounced') and replaced_by is null;
    `);
    await queryRunner.query(FEE);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop table fee;
      delete from link where purpose = 'answer-fee';
      alter table link drop constraint link_purpose;
      alter table link add constraint link_purpose check (purpose in ('verify', 'undo-objection', 'open-package'));
      drop index outgoing_mail_undelivered;
      update outgoing_mail set state = 'failed' where state = 'bounced';
      alter table outgoing_mail drop constraint outgoing_mail_state;
      alter table outgoing_mail add constraint outgoing_mail_state
        check (state in ('queued', 'sent', 'failed', 'to-post', 'posted'));
      alter table outgoing_mail drop column replaced_by;
      alter table outgoing_mail drop column bounced_on;
      alter table outgoing_mail drop column failure;
    `);
  }
}
