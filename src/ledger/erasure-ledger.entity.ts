import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One category of a destruction: how many data, by which rule. */
export interface DestroyedCategory {
  readonly category: string;
  readonly outcome: string;
  readonly rule: string;
  readonly citation: string;
  readonly count: number;
}

/** What an erasure was, without the person: the base of its certificate. */
export interface LedgerDetails {
  readonly reason: string;
  readonly right: string;
  readonly data: number;
  readonly records: number;
  readonly person: boolean;
  readonly planHash: string;
  readonly policyVersion: string;
  readonly policyHash: string;
  readonly destroyed: readonly DestroyedCategory[];
  readonly kept: number;
}

/** Says of an entry of the ledger outside the database that its transaction was committed. Never changed. */
@Entity('erasure_ledger')
@Index('erasure_ledger_request', ['requestId'])
@Index('erasure_ledger_list', ['register', 'id'])
export class LedgerRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  register!: string;

  @Column('timestamptz')
  at!: Date;

  @Column('text')
  kind!: string;

  /** Of the line in the file, hexadecimal. */
  @Column('text')
  hash!: string;

  @Column('uuid', { nullable: true })
  requestId!: string | null;

  /** `LedgerDetails` of an erasure; ids, codes and counts. */
  @Column('jsonb', { nullable: true })
  details!: LedgerDetails | null;
}
