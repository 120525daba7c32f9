import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A single-use link sent by mail. Only the hash of its token is kept. Belongs to no register until it is opened. */
@Entity('link')
@Check('link_purpose', `purpose in ('verify', 'undo-objection', 'open-package', 'answer-fee')`)
@Index('link_target', ['targetId'])
export class Link {
  @PrimaryColumn('bytea')
  tokenHash!: Buffer;

  @Column('text')
  register!: string;

  @Column('text')
  purpose!: 'verify' | 'undo-objection' | 'open-package' | 'answer-fee';

  @Column('uuid')
  targetId!: string;

  @Column('timestamptz')
  expiresAt!: Date;

  @Column('timestamptz', { nullable: true })
  usedAt!: Date | null;
}
