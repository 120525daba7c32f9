/** Why a letter did not reach the person, as staff, the mail server or a delivery report say it. */
export const BOUNCE_REASONS = [
  'address-unknown',
  'mailbox-unavailable',
  'refused',
  'returned-by-post',
  'other',
] as const;
export type BounceReason = (typeof BOUNCE_REASONS)[number];

/** RFC 3463 status: its class says for how long, its subject why. */
const STATUS = /^([245])\.(\d{1,3})\.(\d{1,3})$/;

const BY_SUBJECT: Readonly<Record<string, BounceReason>> = {
  '1': 'address-unknown',
  '2': 'mailbox-unavailable',
  '7': 'refused',
};

/** What a failed delivery means; `null` for a delay and for what is no failure. */
export function bounceReason(action: string, status: string): BounceReason | null {
  const [, kind, subject] = STATUS.exec(status) ?? [];
  if (action.toLowerCase() !== 'failed' || kind !== '5') return null;
  return BY_SUBJECT[subject!] ?? 'other';
}
