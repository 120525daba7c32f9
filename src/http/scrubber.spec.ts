import fc from 'fast-check';
import { v7 as uuid } from 'uuid';
import { describe, expect, it } from 'vitest';
import { growth } from '../../test/support/processor-time.js';
import { scrub } from './scrubber.js';

const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
const around = fc.constantFrom('', 'of ', 'value=', '"', '(', 'customer: ');
const after = fc.constantFrom('', ' failed', '"', ')', ', again', '.');

const email = fc.emailAddress();
const phone = fc.oneof(
  digits(9).map((number) => `+358${number}`),
  digits(7).map((number) => `040 ${number.slice(0, 3)} ${number.slice(3)}`),
  digits(7).map((number) => `050-${number}`),
  digits(6).map((number) => `(09) ${number}`),
);
const hetu = fc
  .tuple(digits(6), fc.constantFrom('-', 'A', '+', 'U'), digits(3), fc.constantFrom('A', 'X', '7', 'e'))
  .map((parts) => parts.join(''));
const iban = fc.oneof(
  digits(16).map((number) => `FI${number}`),
  digits(16).map((number) =>
    `FI${`${number.slice(0, 2)} ${number.slice(2).replace(/(.{4})/g, '$1 ')}`}`.trim(),
  ),
  digits(20).map((number) => `SE${number}`),
);
const token = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Buffer.from(bytes).toString('base64url'));

describe('scrubber', () => {
  it.each([
    ['e-mail address', email],
    ['phone number', phone],
    ['personal identity code', hetu],
    ['account number', iban],
    ['token', token.filter((each) => /\d/.test(each))],
  ])('takes every %s out of a message', (_, values) => {
    fc.assert(
      fc.property(around, values, after, (before, value, end) => {
        expect(scrub(`${before}${value}${end}`)).not.toContain(value);
      }),
      { numRuns: 2000 },
    );
  });

  it('takes an encoded address out of a URL', () => {
    expect(scrub('GET /x?mail=aino%40suo.example')).not.toContain('aino');
  });

  it('keeps ids, instants, short numbers and words, by which the log is read', () => {
    const line = `${uuid()} 2026-11-20T06:00:00.000Z 2026-11-20 purge took 1234 ms for postponed-erasure-of-customers-and-records`;
    expect(scrub(line)).toBe(line);
  });

  it('keeps the frames of a stack readable', () => {
    const frame = '    at run (file:///srv/node_modules/@nestjs/core/router.js:12:7)';
    expect(scrub(frame)).toBe(frame);
  });

  it.each([
    ['digits', '1'],
    ['letters', 'a'],
    ['beginnings of an IBAN', 'FI12 '],
  ])('takes time in proportion to a long message of %s', async (_, unit) => {
    expect(await growth(unit.repeat(2_000_000), scrub)).toBeLessThan(10);
  });
});
