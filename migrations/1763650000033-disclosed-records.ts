import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A disclosure may have been about some records only; then its recipient is told of changes to those (Art. 19). */
export class DisclosedRecords1763650000033 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`alter table disclosure add column record_ids uuid[] not null default '{}'`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table disclosure drop column record_ids');
  }
}
