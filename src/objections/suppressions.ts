import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import type { CalendarDate } from '../domain/calendar-date.js';
import { PROHIBITIONS, type Prohibition } from '../domain/category.js';
import { ErasureLedger } from '../ledger/erasure-ledger.js';
import type { SuppressionNote } from '../ledger/ledger-line.js';
import { LastingHashes, type SuppressionField } from '../vault/lasting-hashes.js';

/** What a suppression is kept by. */
export interface SuppressionKeys {
  readonly email?: string;
  readonly phone?: string;
  readonly customerNumber?: string;
  /** Name and postal address in one text: a list of addresses bought later knows a person by nothing else. */
  readonly label?: string;
}

/** A prohibition, or `erased`: the customer number of an erased person may not come back. */
export type SuppressionFlag = Prohibition | 'erased';

interface Key {
  readonly field: SuppressionField;
  /** By each version of the key, the one to write with first. */
  readonly hashes: readonly [Buffer, ...Buffer[]];
}

/** Art. 21(3): prohibitions as keyed hashes, which outlive the data they once belonged to. */
@Injectable()
export class Suppressions {
  constructor(
    private readonly lasting: LastingHashes,
    private readonly ledger: ErasureLedger,
  ) {}

  /** Adds flags to what is already suppressed; the first date stays. */
  async write(
    tx: EntityManager,
    register: string,
    keys: SuppressionKeys,
    flags: readonly SuppressionFlag[],
    since: CalendarDate,
  ): Promise<void> {
    if (flags.length === 0) return;
    for (const { field, hashes } of this.keysOf(register, keys)) {
      await tx.query(
        `insert into suppression (id, register, field, hash, flags, since) values ($1, $2, $3, $4, $5, $6)
         on conflict (register, field, hash) do update
         set flags = array(select distinct unnest(suppression.flags || excluded.flags) order by 1)`,
        [uuid(), register, field, hashes[0], flags, since],
      );
      this.note(tx, register, { kind: 'suppression', field, hash: hashes[0], flags, since });
    }
  }

  /** Takes prohibitions back when the person does; a key without flags is not kept. `erased` never goes. */
  async remove(
    tx: EntityManager,
    register: string,
    keys: SuppressionKeys,
    flags: readonly Prohibition[],
  ): Promise<void> {
    for (const { field, hashes } of this.keysOf(register, keys)) {
      await tx.query(
        `update suppression set flags = array(select unnest(flags) except select unnest($4::text[]))
         where register = $1 and field = $2 and hash = any($3::bytea[])`,
        [register, field, hashes, flags],
      );
      await tx.query(
        `delete from suppression
         where register = $1 and field = $2 and hash = any($3::bytea[]) and flags = '{}'`,
        [register, field, hashes],
      );
      for (const hash of hashes)
        this.note(tx, register, { kind: 'suppression-taken-back', field, hash, flags, since: null });
    }
  }

  /** The union of the flags of every key given. */
  async flagsFor(tx: EntityManager, register: string, keys: SuppressionKeys): Promise<string[]> {
    const [flags] = await this.flagsForAll(tx, register, [keys]);
    return flags ?? [];
  }

  /** One look-up for many people, in their order. */
  async flagsForAll(
    tx: EntityManager,
    register: string,
    people: readonly SuppressionKeys[],
  ): Promise<string[][]> {
    const keys = people.map((person) => this.keysOf(register, person));
    const rows = await tx.query<{ field: string; hash: Buffer; flags: string[] }[]>(
      `select field, hash, flags from suppression where register = $1 and hash = any($2::bytea[])`,
      [register, keys.flat().flatMap(({ hashes }) => hashes)],
    );
    const known = new Map(rows.map(({ field, hash, flags }) => [name(field, hash), flags]));
    const flagsOf = ({ field, hashes }: Key) => hashes.flatMap((hash) => known.get(name(field, hash)) ?? []);
    return keys.map((own) => [...new Set(own.flatMap(flagsOf))]);
  }

  /** What the keys are known by in the ledger: `field|hash`, hexadecimal. */
  namesOf(register: string, people: readonly SuppressionKeys[]): string[] {
    return people
      .flatMap((keys) => this.keysOf(register, keys))
      .flatMap(({ field, hashes }) => hashes.map((hash) => `${field}|${hash.toString('hex')}`));
  }

  /** A restored backup must not forget what was forbidden since. */
  private note(
    tx: EntityManager,
    register: string,
    { hash, ...rest }: Omit<SuppressionNote, 'hash'> & { readonly hash: Buffer },
  ): void {
    this.ledger.note(tx, register, { ...rest, hash: hash.toString('hex') });
  }

  private keysOf(register: string, { email, phone, customerNumber, label }: SuppressionKeys): Key[] {
    const given = [
      ['email', email],
      ['phone', phone],
      ['customer-number', customerNumber],
      ['label', label],
    ] as const;
    return given.flatMap(([field, value]) => {
      const hashes = value === undefined ? [] : this.lasting.suppressions(register, field, value);
      const [first, ...older] = hashes;
      return first === undefined ? [] : [{ field, hashes: [first, ...older] }];
    });
  }
}

const name = (field: string, hash: Buffer) => `${field}|${hash.toString('base64')}`;

/** The flags that are prohibitions, in the order the house lists them. */
export function prohibitionsIn(flags: readonly string[]): Prohibition[] {
  return PROHIBITIONS.filter((flag) => flags.includes(flag));
}
