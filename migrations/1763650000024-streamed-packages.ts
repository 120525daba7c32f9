import type { MigrationInterface, QueryRunner } from 'typeorm';

const WALL = (table: string) => `
grant select, insert, update, delete on ${table} to suoja_service;
alter table ${table} enable row level security;
create policy register_wall on ${table}
  using (register = current_setting('suoja.register', true))
  with check (register = current_setting('suoja.register', true));
`;

/** The data of a copy, page by page: neither making nor fetching it holds all of them at once. */
const PACKAGE_PAGE = `
create table package_page (
  package_id uuid not null,
  number integer not null,
  register text not null,
  sealed bytea not null,
  constraint package_page_package_fk foreign key (package_id) references package (id) on delete cascade,
  primary key (package_id, number)
);
alter table package_page alter column sealed set storage external;
${WALL('package_page')}
`;

/** What a datum tells of other people (Art. 15(4)), sealed like its value. */
const THIRD_PARTIES = `alter table datum add column third_parties bytea;`;

/** Art. 20(2): a portable copy on its way to another controller. */
const TRANSMISSION = `
create table transmission (
  id uuid not null,
  register text not null,
  request_id uuid not null,
  item_id uuid not null,
  package_id uuid not null,
  key_id uuid not null,
  sealed bytea not null,
  state text not null,
  reason text,
  attempts integer not null default 0,
  not_before timestamptz not null,
  created_at timestamptz not null,
  ended_at timestamptz,
  constraint transmission_state check (state in ('queued', 'sent', 'failed')),
  primary key (id)
);
create unique index transmission_once on transmission (item_id);
create index transmission_request on transmission (request_id);
create index transmission_queued on transmission (register, not_before) where state = 'queued';
${WALL('transmission')}
`;

export class StreamedPackages1763650000024 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(PACKAGE_PAGE);
    await queryRunner.query(THIRD_PARTIES);
    await queryRunner.query(TRANSMISSION);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table transmission');
    await queryRunner.query('alter table datum drop column third_parties');
    await queryRunner.query('drop table package_page');
  }
}
