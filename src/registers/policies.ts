import { Injectable } from '@nestjs/common';
import { type Clock, startOf } from '../clock.js';
import type { CalendarDate } from '../domain/calendar-date.js';
import { DomainError } from '../domain/domain-error.js';
import type { RegisterPolicy } from '../domain/register-policy.js';
import type { LoadedPolicy } from './policy-file.js';

/** A version and the instant it comes into force. */
interface Dated {
  readonly version: LoadedPolicy;
  readonly starts: number;
}

/**
 * The policies in force. Whoever decides, writes or purges asks here, and nowhere else. A version comes into force by
 * itself when its day begins in Finland, and until then decides nothing.
 */
@Injectable()
export class Policies {
  /** Versions of every register, oldest first. */
  private readonly registers: ReadonlyMap<string, readonly Dated[]>;

  constructor(
    versions: Iterable<LoadedPolicy>,
    private readonly clock: Pick<Clock, 'now'>,
  ) {
    this.registers = byRegister(versions);
  }

  of(register: string): RegisterPolicy {
    return this.inForce(register).policy;
  }

  hashOf(register: string): string {
    return this.inForce(register).hash;
  }

  /** The version in force now. A register whose first version is still to come is not there yet. */
  inForce(register: string): LoadedPolicy {
    return this.now(register) ?? notFound('register');
  }

  /** The version in force on a day, past or to come. */
  at(register: string, day: CalendarDate): LoadedPolicy {
    const found = this.versions(register).findLast(({ policy }) => policy.activeFrom <= day);
    return found ?? notFound('policy version');
  }

  /** Every version of the register, oldest first: past, in force and to come. */
  versions(register: string): readonly LoadedPolicy[] {
    const versions = this.registers.get(register) ?? notFound('register');
    return versions.map(({ version }) => version);
  }

  version(register: string, version: string): LoadedPolicy {
    const found = this.versions(register).find(({ policy }) => policy.version === version);
    return found ?? notFound('policy version');
  }

  has(register: string): boolean {
    return this.now(register) !== undefined;
  }

  /** Of every register the policy in force. */
  all(): readonly RegisterPolicy[] {
    return [...this.registers.keys()].flatMap((register) => this.now(register)?.policy ?? []);
  }

  private now(register: string): LoadedPolicy | undefined {
    const now = this.clock.now().getTime();
    return this.registers.get(register)?.findLast(({ starts }) => starts <= now)?.version;
  }
}

function byRegister(versions: Iterable<LoadedPolicy>): Map<string, Dated[]> {
  const registers = new Map<string, Dated[]>();
  for (const version of versions) {
    const { register, activeFrom } = version.policy;
    const starts = startOf(activeFrom).getTime();
    registers.set(register, [...(registers.get(register) ?? []), { version, starts }]);
  }
  for (const dated of registers.values()) dated.sort((a, b) => a.starts - b.starts);
  return registers;
}

function notFound(what: string): never {
  throw new DomainError('NOT_FOUND', { what });
}
