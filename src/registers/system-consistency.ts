import { secretOf } from '../domain/connected-system.js';
import type { ConnectedSystem, RegisterPolicy } from '../domain/register-policy.js';
import { schemaFault } from '../tasks/returned-data.js';
import { type Defect, pointerTo } from './policy-source.js';
import { repetitions } from './repetitions.js';

/** Connected systems: each is known by its own secret, says what it returns, and names a recipient there is. */
export function systemDefects({ systems = [], recipients }: RegisterPolicy): Defect[] {
  return [
    ...repetitions(
      'systems',
      systems.map(({ code }) => code),
      'code',
    ),
    ...repetitions('systems', systems.map(secretOf), 'reach'),
    ...systems.flatMap((system, index) => [
      ...recipientDefects(system, index, recipients),
      ...returnDefects(system, index),
    ]),
  ];
}

function recipientDefects(
  { recipient }: ConnectedSystem,
  index: number,
  recipients: RegisterPolicy['recipients'],
): Defect[] {
  const known = recipient === undefined || recipients.some(({ code }) => code === recipient);
  return known
    ? []
    : [{ pointer: pointerTo('systems', index, 'recipient'), reason: 'is no recipient of this policy' }];
}

function returnDefects({ rights, returns }: ConnectedSystem, index: number): Defect[] {
  const returning = rights.includes('access') || rights.includes('portability');
  if (returning && returns === undefined) {
    const reason = 'is missing although the system returns data (access, portability)';
    return [{ pointer: pointerTo('systems', index, 'returns'), reason, suggestion: '{ schema: … }' }];
  }
  const fault = returns === undefined ? null : schemaFault(returns.schema);
  return fault === null ? [] : [{ pointer: pointerTo('systems', index, 'returns', 'schema'), reason: fault }];
}
