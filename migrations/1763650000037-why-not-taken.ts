import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Why the last try to tell a recipient or to ask a system was not taken: a code of the house's own, for staff. */
export class WhyNotTaken1763650000037 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table recipient_notification add column failure text;
      alter table case_task add column failure text;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table case_task drop column failure;
      alter table recipient_notification drop column failure;
    `);
  }
}
