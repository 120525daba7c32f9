import { describe, expect, it } from 'vitest';
import { DOMAIN_ERROR_CODES, DOMAIN_ERRORS, DomainError } from './domain-error.js';

describe('domain error', () => {
  it.each(DOMAIN_ERROR_CODES)('%s explains itself in one sentence', (code) => {
    expect(code).toMatch(/^[A-Z]+(_[A-Z]+)+$|^FORBIDDEN$|^RESTRICTED$/);
    expect(new DomainError(code).message).toBe(DOMAIN_ERRORS[code]);
    expect(DOMAIN_ERRORS[code]).toMatch(/^[A-Z].{10,}\.$/);
  });

  it('carries facts that are no values', () => {
    const error = new DomainError('CONFIG_RETENTION_MISSING', { category: 'email' });
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({
      name: 'DomainError',
      code: 'CONFIG_RETENTION_MISSING',
      detail: { category: 'email' },
    });
    expect(new DomainError('NOT_FOUND').detail).toEqual({});
  });
});
