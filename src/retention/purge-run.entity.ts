import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One retention purge of one register. `cursor` lets a crashed run go on where it was. */
@Entity('purge_run')
@Check('purge_run_state', `state in ('running', 'done', 'failed')`)
@Index('purge_run_list', ['register', 'id'])
@Index('purge_run_one_at_a_time', ['register'], { unique: true, where: `state = 'running' and not dry_run` })
export class PurgeRun {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  register!: string;

  @Column('date')
  at!: string;

  @Column('boolean')
  dryRun!: boolean;

  @Column('text')
  startedBy!: string;

  @Column('text')
  state!: 'running' | 'done' | 'failed';

  /** Code of the problem that ended a failed run. */
  @Column('text', { nullable: true })
  problem!: string | null;

  @Column('uuid', { nullable: true })
  cursor!: string | null;

  /** `PurgeReport`: counts per rule, per reason for keeping and per reason for skipping. */
  @Column('jsonb')
  report!: Record<string, unknown>;

  @Column('timestamptz')
  startedAt!: Date;

  @Column('timestamptz', { nullable: true })
  finishedAt!: Date | null;
}
