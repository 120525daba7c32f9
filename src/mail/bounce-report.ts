import PostalMime, { type Email } from 'postal-mime';
import { type BounceReason, bounceReason } from '../domain/bounce.js';

/** A report of a failed delivery (RFC 3464), as far as it is about a letter of this house. */
export interface BounceReport {
  /** Id of the letter, from the Message-ID the house gave it. */
  readonly mailId: string;
  readonly recipient: string;
  readonly reason: BounceReason;
}

/** A report carries the letter back at most; nothing larger is one. */
export const LARGEST_REPORT = 5 * 1024 * 1024;

/** Of the ids mail servers write, only those of the house's own letters. */
const OWN_ID = /^message-id:\s*<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@suoja\.invalid>/im;

const LIMITS = { maxNestingDepth: 20, maxHeadersSize: 256 * 1024 };

/** `null` for whatever is no report, tells of a delay or a success, or is about somebody else's mail. */
export async function readBounceReport(raw: Uint8Array): Promise<BounceReport | null> {
  if (raw.byteLength > LARGEST_REPORT) return null;
  let email: Email;
  try {
    email = await PostalMime.parse(raw, {
      ...LIMITS,
      forceRfc822Attachments: true,
      attachmentEncoding: 'utf8',
    });
  } catch {
    return null;
  }
  const mailId = OWN_ID.exec(
    partOf(email, /^(?:message\/(?:rfc822|global)(?:-headers)?|text\/rfc822-headers)$/),
  )?.[1];
  const status = partOf(email, /^message\/(?:global-)?delivery-status$/);
  const recipient = /^final-recipient:\s*rfc822\s*;\s*<?([^\s<>]+)>?\s*$/im.exec(status)?.[1];
  const reason = bounceReason(fieldOf(status, 'action'), fieldOf(status, 'status'));
  return mailId && recipient && reason ? { mailId: mailId.toLowerCase(), recipient, reason } : null;
}

function partOf({ attachments }: Email, type: RegExp): string {
  const part = attachments.find(({ mimeType }) => type.test(mimeType.toLowerCase()));
  return typeof part?.content === 'string' ? part.content : '';
}

const fieldOf = (status: string, name: 'action' | 'status') =>
  new RegExp(`^${name}:\\s*([\\w.-]+)`, 'im').exec(status)?.[1] ?? '';
