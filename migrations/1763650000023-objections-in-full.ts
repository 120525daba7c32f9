import type { MigrationInterface, QueryRunner } from 'typeorm';

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
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table disclosure drop column mailing_list_id;
      update restriction set ground = '18(1)(d)' where ground = '21';
      alter table restriction drop constraint restriction_ground;
      alter table restriction add constraint restriction_ground
        check (ground in ('18(1)(a)', '18(1)(b)', '18(1)(c)', '18(1)(d)', '17(3)'));
    `);
  }
}
