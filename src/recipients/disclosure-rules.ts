import { DomainError } from '../domain/domain-error.js';
import type { RegisterPolicy } from '../domain/register-policy.js';
import { isInEea } from './european-economic-area.js';

/** Throws unless the policy names the recipient, has the ground and covers a transfer outside the EEA (Art. 44, 46). */
export function requireAllowed(policy: RegisterPolicy, recipient: string, ground: string): void {
  const known = policy.recipients.find(({ code }) => code === recipient);
  if (!known) throw new DomainError('INVALID_VALUE', { pointer: '/recipient', reason: 'UNKNOWN_RECIPIENT' });
  if (!policy.disclosures.grounds.some((allowed) => allowed === ground)) {
    throw new DomainError('DISCLOSURE_NOT_ALLOWED', { reason: 'GROUND_NOT_IN_POLICY' });
  }
  const { outsideEea, safeguards } = policy.transfers;
  if (!isInEea(known.country) && (outsideEea === 'never' || safeguards === 'notStated')) {
    throw new DomainError('DISCLOSURE_NOT_ALLOWED', { reason: 'TRANSFER_WITHOUT_SAFEGUARDS' });
  }
}
