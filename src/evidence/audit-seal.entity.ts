import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** The place of an entry in the log of its register, given by the sealer. Never changed. */
@Entity('audit_seal')
@Index('audit_seal_entry', ['register', 'entryId'], { unique: true })
export class AuditSeal {
  @PrimaryColumn('text')
  register!: string;

  /** From 0, without gaps. */
  @PrimaryColumn('bigint')
  position!: string;

  @Column('uuid')
  entryId!: string;

  @Column('bytea')
  leafHash!: Buffer;
}
