import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Art. 17, 18, 21: tells a database that was put back from a backup. The same is written beside the erasure ledger. */
const EPOCH = `
create table database_epoch (
  single boolean not null default true,
  database uuid not null,
  epoch integer not null,
  token text not null,
  previous text,
  at timestamptz not null,
  primary key (single),
  constraint database_epoch_single check (single)
);
revoke delete on database_epoch from suoja_service;
grant select, insert, update on database_epoch to suoja_service;
`;

export class DatabaseEpoch1763650000030 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(EPOCH);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table database_epoch');
  }
}
