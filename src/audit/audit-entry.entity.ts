import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What happened, written in the transaction in which it happened. Never changed, never personal. */
@Entity('audit_entry')
@Index('audit_entry_list', ['register', 'id'])
@Index('audit_entry_request', ['requestId', 'id'])
@Index('audit_entry_customer', ['customerId', 'id'])
export class AuditEntry {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  register!: string;

  @Column('timestamptz')
  at!: Date;

  /** A staff id, `subject`, or `system`. */
  @Column('text')
  actor!: string;

  @Column('text')
  action!: string;

  @Column('uuid', { nullable: true })
  customerId!: string | null;

  @Column('uuid', { nullable: true })
  requestId!: string | null;

  /** Ids, codes, counts and dates. */
  @Column('jsonb')
  details!: Record<string, unknown>;
}
