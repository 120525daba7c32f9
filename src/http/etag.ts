import { DomainError } from '../domain/domain-error.js';
import { badParameter, HttpProblem } from './http-problem.js';

/** The entity tag of a version: `"v7"`. */
export function etag(version: number): string {
  return `"v${version}"`;
}

const ENTITY_TAG = /^(?:W\/)?"[\x21\x23-\x7e]*"$/;

/** The version If-Match asks for; null when it is absent or `*`. A tag that is weak or not ours matches nothing (RFC 9110, 13.1.1). */
export function expectedVersion(header: string | undefined): number | null {
  if (header === undefined || header.trim() === '*') return null;
  const tags = header.split(',').map((tag) => tag.trim());
  if (!tags.every((tag) => ENTITY_TAG.test(tag)))
    throw badParameter('If-Match', 'MALFORMED_ETAG', 'If-Match must be * or an ETag, in double quotes');
  const versions = tags.flatMap((tag) => /^"v(\d{1,9})"$/.exec(tag)?.[1] ?? []);
  if (versions.length === 0) throw new DomainError('VERSION_MISMATCH');
  return Math.max(...versions.map(Number));
}

/** Refuses a change made on an outdated reading. */
export function refuseOutdated(expected: number | null, version: number): void {
  if (expected !== null && expected !== version) throw new DomainError('VERSION_MISMATCH');
}

/** For changes where overwriting unseen would harm: If-Match is not optional there. */
export function requiredVersion(header: string | undefined): number {
  const version = expectedVersion(header);
  if (version === null) throw new HttpProblem('IF_MATCH_REQUIRED');
  return version;
}
