import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A data key was destroyed in this bucket, and its wrapped bytes may still be found on the disk. Goes with the epoch. */
@Entity({ name: 'key_destruction', schema: 'vault' })
@Index('key_destruction_bucket', ['register', 'bucket'])
export class KeyDestruction {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  register!: string;

  @Column('smallint')
  bucket!: number;

  @Column('integer')
  epoch!: number;

  @Column('timestamptz')
  at!: Date;
}
