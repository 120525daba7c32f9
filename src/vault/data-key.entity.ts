import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A wrapped data key, in a schema of its own so that it can be backed up apart from what it opens. */
@Entity({ name: 'data_key', schema: 'vault' })
@Check('data_key_owner', `owner in ('person', 'case')`)
@Index('data_key_bucket', ['register', 'bucket'])
@Index('data_key_before_epochs', ['register', 'bucket'], { where: 'epoch = 0' })
export class StoredDataKey {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  register!: string;

  @Column('text')
  owner!: string;

  @Column('bytea')
  wrapped!: Buffer;

  /** The last byte of the id. */
  @Column('smallint')
  bucket!: number;

  /** Which key of the bucket wraps it, in the key store; 0: the one key of the time before epochs. */
  @Column('integer')
  epoch!: number;
}
