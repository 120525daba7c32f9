import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What was signed when a batch of entries was sealed. Never changed. */
@Entity('audit_checkpoint')
export class AuditCheckpoint {
  @PrimaryColumn('text')
  register!: string;

  /** Entries in the log. */
  @PrimaryColumn('bigint')
  size!: string;

  /** Size at the checkpoint before. */
  @Column('bigint')
  previous!: string;

  @Column('bytea')
  root!: Buffer;

  /** Roots of the complete subtrees, largest first: all it takes to go on. */
  @Column('bytea')
  frontier!: Buffer;

  @Column('timestamptz')
  at!: Date;

  @Column('integer')
  keyVersion!: number;

  /** Ed25519 over the text of the checkpoint. */
  @Column('bytea')
  signature!: Buffer;
}
