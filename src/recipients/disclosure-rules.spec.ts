import { describe, expect, it } from 'vitest';
import type { RegisterPolicy } from '../domain/register-policy.js';
import { requireAllowed } from './disclosure-rules.js';

const policy = (country: string, transfers: object) =>
  ({
    recipients: [{ code: 'accounting', country }],
    disclosures: { grounds: ['billing', 'law'] },
    transfers,
  }) as unknown as RegisterPolicy;

const AT_HOME = policy('FI', { outsideEea: 'never', safeguards: 'notStated' });

describe('a disclosure', () => {
  it('is allowed to a known recipient on a ground of the policy', () => {
    expect(() => requireAllowed(AT_HOME, 'accounting', 'billing')).not.toThrow();
  });

  it.each([
    ['stranger', 'billing', 'INVALID_VALUE'],
    ['accounting', 'credit-application', 'DISCLOSURE_NOT_ALLOWED'],
    ['accounting', '', 'DISCLOSURE_NOT_ALLOWED'],
  ])('to %s on %j is refused', (recipient, ground, code) => {
    expect(() => requireAllowed(AT_HOME, recipient, ground)).toThrow(expect.objectContaining({ code }));
  });

  it.each([
    ['never, whatever the safeguards', { outsideEea: 'never', safeguards: 'SCC' }, false],
    ['without safeguards', { outsideEea: 'only-when-technically-necessary', safeguards: 'notStated' }, false],
    ['with safeguards stated', { outsideEea: 'only-when-technically-necessary', safeguards: 'SCC' }, true],
  ])('leaves the EEA %s', (_, transfers, allowed) => {
    const act = () => requireAllowed(policy('US', transfers), 'accounting', 'law');
    if (allowed) expect(act).not.toThrow();
    else expect(act).toThrow(expect.objectContaining({ code: 'DISCLOSURE_NOT_ALLOWED' }));
  });
});
