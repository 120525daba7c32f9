import { isIP } from 'node:net';
import type { Right } from '../domain/category.js';
import { DomainError } from '../domain/domain-error.js';
import { reachOf } from '../recipients/reachable-address.js';
import type { Destination } from './case-file.js';

/** Names that lead nowhere outside a house's own network. */
const LOCAL_NAME = /^(localhost|[^.]+)$|\.(localhost|local|internal|lan|home|corp|intranet)$/;

/**
 * Art. 20(2): where a person may ask a portable copy to be sent. What a name stands for is checked again whenever it is
 * connected to. Throws INVALID_VALUE.
 */
export function requireDestination(
  to: Destination | undefined,
  rights: readonly Right[],
  loopbackAllowed: boolean,
): void {
  if (to === undefined) return;
  if (!rights.includes('portability'))
    throw new DomainError('INVALID_VALUE', { pointer: '/transmitTo', reason: 'ONLY_WITH_PORTABILITY' });
  const problem = destinationProblem(to.url, loopbackAllowed);
  if (problem !== null)
    throw new DomainError('INVALID_VALUE', { pointer: '/transmitTo/url', reason: problem });
}

export function destinationProblem(address: string, loopbackAllowed: boolean): string | null {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null) return 'NOT_AN_ADDRESS';
  if (url.username !== '' || url.password !== '') return 'HAS_CREDENTIALS';
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  const reach = isIP(host) === 0 ? (LOCAL_NAME.test(host) ? 'private' : 'public') : reachOf(host);
  const tried = reach === 'loopback' && loopbackAllowed;
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && tried)) return 'NOT_HTTPS';
  return reach === 'public' || tried ? null : 'ADDRESS_NOT_PUBLIC';
}

/** Where a body of a request says that the copy is to go, as the case file keeps it. */
export function destinationIn({ transmitTo }: { transmitTo?: { url: string; name?: string } }): {
  transmitTo?: Destination;
} {
  if (transmitTo === undefined) return {};
  return { transmitTo: { url: transmitTo.url, name: transmitTo.name ?? null } };
}
