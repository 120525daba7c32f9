import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keyed hashes say with which search key of their register they were made: 0 is the one from before there were versions. */
export class SearchKeyVersions1763650000034 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table blind_index_entry add column key_version integer not null default 0;
      alter table blind_index_entry alter column key_version drop default;
      alter table record add column import_key_version integer not null default 0;
      alter table record alter column import_key_version drop default;
      alter table register add column search_key_version integer not null default 0`);
  }

  /** The version before looks for hashes of the first key only. */
  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      do $$
      begin
        if exists (select from register where search_key_version > 0) then
          raise exception 'people are found by search keys that the version before does not know';
        end if;
      end
      $$;
      alter table register drop column search_key_version;
      alter table record drop column import_key_version;
      alter table blind_index_entry drop column key_version`);
  }
}
