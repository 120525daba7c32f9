import type { RegisterPolicy } from '../domain/register-policy.js';
import { CAST, type CastName } from './cast.js';
import { addCrowd } from './crowd.js';
import { CustomerLines } from './customer-lines.js';
import { InventedPeople, type InventedPerson } from './invented-people.js';
import { Random } from './random.js';
import { type CsvFile, csvFile, RegisterFiles } from './register-files.js';
import { RegisterTraits } from './register-traits.js';

export const SEED = 20_261_120;

export interface CastMember extends InventedPerson {
  readonly customerNumber: string;
  /** Reference of a record of theirs. */
  readonly reference: string | null;
}

export interface GeneratedRegister {
  readonly files: readonly CsvFile[];
  /** The customers whose relationship has ended, with the day. */
  readonly ended: CsvFile;
  /** The contact persons who have left, with the day: known when their records are. */
  readonly left: CsvFile;
  readonly cast: Readonly<Record<CastName, CastMember>>;
  /** How many of the ended the purge erases wholly, those of the crowd only. */
  readonly goes: number;
}

/** Invents a register's customers. The same seed and policy give the same texts, letter by letter. */
export function generateRegister(policy: RegisterPolicy, seed = SEED): GeneratedRegister {
  const random = new Random(seed ^ checksum(policy.register));
  const traits = new RegisterTraits(policy);
  const people = new InventedPeople(random, policy.register);
  const files = new RegisterFiles();
  let number = 1000;
  const next = () => new CustomerLines(files, `A${++number}`, people.next());
  const cast = Object.entries(CAST).map(([name, part]) => {
    const lines = next();
    const reference = part(lines, traits) ?? null;
    return [name, { ...lines.person, customerNumber: lines.customerNumber, reference }] as const;
  });
  const goes = addCrowd({ random, traits, next });
  return {
    files: files.files(),
    ended: csvFile('customers', files.ended),
    left: csvFile('customers', files.left),
    cast: Object.fromEntries(cast) as Record<CastName, CastMember>,
    goes,
  };
}

const checksum = (text: string) =>
  [...text].reduce((sum, letter) => (Math.imul(sum, 31) + letter.charCodeAt(0)) >>> 0, 7);
