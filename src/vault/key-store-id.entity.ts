import { Entity, PrimaryColumn } from 'typeorm';

/** The key store that belongs to this database: one row. */
@Entity({ name: 'key_store', schema: 'vault' })
export class KeyStoreId {
  @PrimaryColumn('uuid')
  id!: string;
}
