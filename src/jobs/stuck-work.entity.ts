import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Work that failed, and has not succeeded since. It goes with its success; until then it says when to try again. */
@Entity('stuck_work')
@Index('stuck_work_subject', ['register', 'kind', 'subjectId'], { unique: true })
@Index('stuck_work_due', ['register', 'notBefore'])
export class StuckWork {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  register!: string;

  /** The kind of job. */
  @Column('text')
  kind!: string;

  /** The row the job is about. */
  @Column('uuid')
  subjectId!: string;

  @Column('integer')
  attempts!: number;

  /** Name of the last error; a message could quote a value. */
  @Column('text')
  error!: string;

  @Column('timestamptz')
  firstFailedAt!: Date;

  @Column('timestamptz')
  notBefore!: Date;
}
