import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { TaskKind, TaskOutcome, TaskState } from '../domain/case-task.js';
import type { Right } from '../domain/category.js';
import { Request } from '../requests/request.entity.js';

/**
 * What an item of a case needs from outside the register: from another system of the controller, or from a folder of
 * paper. Its id is the webhook-id, so that a repeat after a crash is recognised. Facts in the clear, the rest sealed.
 */
@Entity('case_task')
@Check('case_task_state', `state in ('pending', 'in_progress', 'completed', 'cancelled')`)
@Check(
  'case_task_kind',
  `(kind = 'system') = (system is not null) and (kind = 'paper') = (folder_id is not null)`,
)
@Index('case_task_system_once', ['requestItemId', 'system'], { unique: true, where: 'system is not null' })
@Index('case_task_folder_once', ['requestItemId', 'folderId'], {
  unique: true,
  where: 'folder_id is not null',
})
@Index('case_task_request', ['requestId', 'id'])
@Index('case_task_token', ['tokenHash'], { unique: true })
@Index('case_task_open', ['register', 'due', 'id'], { where: `state in ('pending', 'in_progress')` })
@Index('case_task_queued', ['register', 'notBefore'], {
  where: `state = 'pending' and not_before is not null`,
})
export class CaseTask {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  register!: string;

  @Column('uuid')
  @ForeignKey(() => Request, { name: 'case_task_request_fk', onDelete: 'CASCADE' })
  requestId!: string;

  @Column('uuid')
  requestItemId!: string;

  @Column('text')
  right!: Right;

  @Column('text')
  kind!: TaskKind;

  /** Code of the connected system in the register policy. */
  @Column('text', { nullable: true })
  system!: string | null;

  /** The record of the folder, or the datum where the paper has no record. */
  @Column('uuid', { nullable: true })
  folderId!: string | null;

  @Column('text')
  state!: TaskState;

  @Column('text', { nullable: true })
  outcome!: TaskOutcome | null;

  /** Why the last try was not taken: a code such as `STATUS_307` or `ADDRESS_NOT_PUBLIC`; `null` once it was. */
  @Column('text', { nullable: true })
  failure!: string | null;

  @Column('integer', { default: 0 })
  attempts!: number;

  /** When the webhook may be tried again; `null` where nothing is to be sent (any more). */
  @Column('timestamptz', { nullable: true })
  notBefore!: Date | null;

  /** Answers of the system that did not fit. */
  @Column('integer', { default: 0 })
  refusedAnswers!: number;

  @Column('date')
  askedOn!: string;

  /** The day staff look at it, unless it has ended by then. */
  @Column('date')
  due!: string;

  /** The day the answer of the item went without it. */
  @Column('date', { nullable: true })
  passedOn!: string | null;

  /** When the system took or fetched it. */
  @Column('timestamptz', { nullable: true })
  handedOverAt!: Date | null;

  @Column('uuid', { nullable: true })
  assignee!: string | null;

  /** Legal date of the deed itself. */
  @Column('date', { nullable: true })
  completedOn!: string | null;

  @Column('timestamptz', { nullable: true })
  completedAt!: Date | null;

  /** Who completed it; `null` for the system itself. */
  @Column('uuid', { nullable: true })
  completedBy!: string | null;

  /** Hash of the token in the callback address. */
  @Column('bytea', { nullable: true })
  tokenHash!: Buffer | null;

  @Column('timestamptz', { nullable: true })
  tokenExpiresAt!: Date | null;

  @Column('uuid')
  keyId!: string;

  /** `TaskContent` under the key of the case. */
  @Column('bytea')
  sealed!: Buffer;

  @Column('timestamptz')
  createdAt!: Date;
}
