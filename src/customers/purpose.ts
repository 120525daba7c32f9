import type { Actor } from '../audit/audit-log.js';
import { DomainError } from '../domain/domain-error.js';
import type { RegisterPolicy } from '../domain/register-policy.js';
import type { Use } from '../restrictions/restriction-wall.js';

/** Who reads, and what for as the `Purpose` header says. */
export interface Reader {
  readonly actor: Actor;
  readonly purpose?: string | undefined;
}

/** What a reader does with what is restricted. */
export const reading = ({ actor }: Reader): Use => ({ by: actor, operation: 'read' });

const USUAL_PURPOSE = 'customer-relationship';

/** Art. 5(1)(b): a read for a purpose the register's policy does not state is refused. */
export function purposeOf({ purpose }: Reader, policy: RegisterPolicy): string {
  if (purpose === undefined) return USUAL_PURPOSE;
  if (policy.purposes.some(({ code }) => code === purpose)) return purpose;
  throw new DomainError('INVALID_VALUE', { header: 'Purpose', reason: 'PURPOSE_NOT_IN_POLICY' });
}
