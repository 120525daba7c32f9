import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** A checkpoint on its way to the place outside that AUDIT_ANCHOR names. */
@Entity('audit_anchor')
@Check('audit_anchor_state', `state in ('queued', 'anchored')`)
export class AuditAnchor {
  @PrimaryColumn('text')
  register!: string;

  /** Size of the checkpoint. */
  @PrimaryColumn('bigint')
  size!: string;

  @Column('text')
  state!: 'queued' | 'anchored';

  @Column('integer', { default: 0 })
  attempts!: number;

  @Column('timestamptz')
  notBefore!: Date;

  @Column('timestamptz', { nullable: true })
  anchoredAt!: Date | null;
}
