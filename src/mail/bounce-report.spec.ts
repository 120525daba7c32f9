import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LARGEST_REPORT, readBounceReport } from './bounce-report.js';

const ID = '0198a3b2-1111-7222-8333-444455556666';
const REPORT = [
  'From: mailer-daemon@posti.example',
  'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
  '',
  '--b',
  'Content-Type: text/plain',
  '',
  'It came back.',
  '--b',
  'Content-Type: message/delivery-status',
  '',
  'Reporting-MTA: dns; posti.example',
  '',
  'Final-Recipient: rfc822; aino@posti.example',
  'Action: failed',
  'Status: 5.1.1',
  '',
  '--b',
  'Content-Type: text/rfc822-headers',
  '',
  `Message-ID: <${ID}@suoja.invalid>`,
  '',
  '--b--',
  '',
].join('\r\n');

/** A report in which some places hold other bytes, or none, or pieces of itself. */
const spoiled = fc
  .array(
    fc.record({
      at: fc.nat(REPORT.length),
      length: fc.nat(60),
      by: fc.oneof(
        fc.uint8Array({ maxLength: 40 }),
        fc
          .constantFrom('\r\n', '--b', '--b--', ' ', ';', 'Final-Recipient: rfc822; ', 'Content-Type: ')
          .map((text) => new Uint8Array(Buffer.from(text))),
        fc
          .tuple(fc.nat(REPORT.length), fc.nat(200))
          .map(([from, length]) => new Uint8Array(Buffer.from(REPORT.slice(from, from + length)))),
      ),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((changes) =>
    changes.reduce<Buffer>(
      (raw, { at, length, by }) => Buffer.concat([raw.subarray(0, at), by, raw.subarray(at + length)]),
      Buffer.from(REPORT),
    ),
  );

describe('a report about a letter that came back', () => {
  it('names the letter, the address and the reason', async () => {
    expect(await readBounceReport(Buffer.from(REPORT))).toEqual({
      mailId: ID,
      recipient: 'aino@posti.example',
      reason: 'address-unknown',
    });
  });

  it('is nothing, and no fault, when it is any bytes at all', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 4000, size: 'max' }), async (raw) => {
        expect(await readBounceReport(raw)).toBeNull();
      }),
      { numRuns: 500 },
    );
  });

  it('names no other letter than the mail does, however it is spoiled', async () => {
    await fc.assert(
      fc.asyncProperty(spoiled, async (raw) => {
        const report = await readBounceReport(raw);
        if (report === null) return;
        const text = raw.toString('latin1').toLowerCase();
        expect(text).toContain(`<${report.mailId}@suoja.invalid>`);
        expect(Buffer.from(report.recipient).length).toBeLessThanOrEqual(raw.length);
      }),
      { numRuns: 2000 },
    );
  });

  it('is not read at all when it is larger than a report can be', async () => {
    const raw = Buffer.concat([Buffer.from(REPORT), Buffer.alloc(LARGEST_REPORT)]);
    expect(await readBounceReport(raw)).toBeNull();
  });
});
