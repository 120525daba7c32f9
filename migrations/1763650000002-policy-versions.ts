import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A register has a line of policy versions, each with its own day; what is stored of a version is never changed. */
export class PolicyVersions1763650000002 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table register add column versions text[];
      update register set versions = array[policy_hash];
      alter table register alter column versions set not null, drop column policy_version, drop column policy_hash;
      alter table policy_version rename column activated_at to stored_at;
      create function refuse_policy_change() returns trigger language plpgsql as $$
      begin
        raise exception 'policy versions are never changed';
      end
      $$;
      create trigger policy_version_append_only before update or delete on policy_version
        for each row execute function refuse_policy_change();
      create trigger policy_version_no_truncate before truncate on policy_version
        for each statement execute function refuse_policy_change();
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop trigger policy_version_no_truncate on policy_version;
      drop trigger policy_version_append_only on policy_version;
      drop function refuse_policy_change();
      alter table policy_version rename column stored_at to activated_at;
      alter table register add column policy_version text, add column policy_hash text;
      update register set policy_hash = versions[cardinality(versions)];
      update register set policy_version = stored.version
        from policy_version stored where stored.register = register.name and stored.hash = register.policy_hash;
      alter table register alter column policy_version set not null, alter column policy_hash set not null,
        drop column versions;
    `);
  }
}
