import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Evidence has a period too. Nobody may delete an entry, but this function ends the oldest ones, and never those of the
 * year before the newest.
 */
const END_OF_LOG = `
create or replace function refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and current_setting('suoja.ending_log', true) = 'yes' then return old; end if;
  raise exception 'audit entries are never changed';
end
$$;
create function end_audit_entries(ids uuid[]) returns integer
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  of_register text := current_setting('suoja.register');
  ended integer;
begin
  perform set_config('suoja.ending_log', 'yes', true);
  delete from audit_entry
   where register = of_register and id = any(ids)
     and at < (select max(at) - interval '1 year' from audit_entry where register = of_register);
  get diagnostics ended = row_count;
  perform set_config('suoja.ending_log', '', true);
  return ended;
end
$$;
revoke all on function end_audit_entries(uuid[]) from public;
grant execute on function end_audit_entries(uuid[]) to suoja_service;
`;

export class CloseTheGaps1763650000003 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table datum add column consent_withdrawn_on date;
      alter table request add column extension_told_on date;
      update request set extension_told_on = extended_on;
      alter table register add column facts_confirmed_at timestamptz;
    `);
    await queryRunner.query(END_OF_LOG);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop function end_audit_entries(uuid[]);
      create or replace function refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception 'audit entries are never changed';
      end
      $$;
      alter table register drop column facts_confirmed_at;
      alter table request drop column extension_told_on;
      alter table datum drop column consent_withdrawn_on;
    `);
  }
}
