import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Each data key is in a bucket, and wrapped with the key of an epoch of it, which is kept outside the database. */
const BUCKETS = `
alter table vault.data_key add column bucket smallint;
alter table vault.data_key add column epoch integer not null default 0;
update vault.data_key set bucket = get_byte(uuid_send(id), 15);
alter table vault.data_key alter column bucket set not null;
alter table vault.data_key alter column epoch drop default;
drop index vault.data_key_register;
create index data_key_bucket on vault.data_key (register, bucket);
create index data_key_before_epochs on vault.data_key (register, bucket) where epoch = 0;
`;

const DESTRUCTIONS = `
create table vault.key_destruction (
  id uuid not null,
  register text not null,
  bucket smallint not null,
  epoch integer not null,
  at timestamptz not null,
  primary key (id)
);
create index key_destruction_bucket on vault.key_destruction (register, bucket);
grant select, insert, delete on vault.key_destruction to suoja_service;
alter table vault.key_destruction enable row level security;
create policy register_wall on vault.key_destruction
  using (register = current_setting('suoja.register', true))
  with check (register = current_setting('suoja.register', true));
create table vault.key_store (id uuid not null, primary key (id));
grant select on vault.key_store to suoja_service;
`;

/** The version before cannot open what an epoch key wraps. */
const REFUSE_DOWN = `
do $$
begin
  if exists (select from vault.data_key where epoch > 0) then
    raise exception 'data keys are wrapped with epoch keys, which the version before does not know';
  end if;
end
$$;
`;

export class KeyEpochs1763650000031 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(BUCKETS);
    await queryRunner.query(DESTRUCTIONS);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(REFUSE_DOWN);
    await queryRunner.query('drop table vault.key_store, vault.key_destruction');
    await queryRunner.query('drop index vault.data_key_before_epochs, vault.data_key_bucket');
    await queryRunner.query('create index data_key_register on vault.data_key (register)');
    await queryRunner.query('alter table vault.data_key drop column epoch, drop column bucket');
  }
}
