import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Work that failed, counted where losing the queue loses nothing. */
export class StuckWork1763650000032 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table stuck_work (
        id uuid primary key,
        register text not null,
        kind text not null,
        subject_id uuid not null,
        attempts integer not null,
        error text not null,
        first_failed_at timestamptz not null,
        not_before timestamptz not null
      );
      create unique index stuck_work_subject on stuck_work (register, kind, subject_id);
      create index stuck_work_due on stuck_work (register, not_before);
      grant select, insert, update, delete on stuck_work to suoja_service;
      alter table stuck_work enable row level security;
      create policy register_wall on stuck_work
        using (register = current_setting('suoja.register', true))
        with check (register = current_setting('suoja.register', true));
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table stuck_work');
  }
}
