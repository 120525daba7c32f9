import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Art. 16, second sentence: what the person states beside a datum is kept with it. */
export class SupplementaryStatement1763650000020 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table datum add column sealed_statement bytea');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table datum drop column sealed_statement');
  }
}
