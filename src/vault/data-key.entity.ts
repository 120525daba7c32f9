import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A wrapped data key, in a schema of its own so that it can be backed up apart from what it opens. */
@Entity({ name: 'data_key', schema: 'vault' })
@Check('data_key_owner', `owner in ('person', 'case')`)
@Index('data_key_register', ['register'])
export class StoredDataKey {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  register!: string;

  @Column('text')
  owner!: string;

  @Column('bytea')
  wrapped!: Buffer;
}
