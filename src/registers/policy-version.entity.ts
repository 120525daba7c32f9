import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { RegisterPolicy } from '../domain/register-policy.js';

/** Every policy that was ever loaded, unchanged, so that an old decision can be read with its own policy. */
@Entity('policy_version')
export class PolicyVersion {
  @PrimaryColumn('text')
  register!: string;

  @PrimaryColumn('text')
  hash!: string;

  @Column('text')
  version!: string;

  @Column('jsonb')
  content!: RegisterPolicy;

  /** When the house first read it; the day it comes into force is `activeFrom` in its content. */
  @Column('timestamptz')
  storedAt!: Date;
}
