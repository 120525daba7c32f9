import type { Right } from '../domain/category.js';
import type { Change, Identifier } from './parties.js';

/** All that a recipient is told, and nothing more (Art. 5(1)(c)). Sealed, for it outlives the person. */
export interface NotificationContent {
  readonly register: string;
  readonly reference: string;
  readonly right: Right;
  readonly person: readonly Identifier[];
  readonly changes: readonly Change[];
}

/** What stands sealed: the content, and staff's reason why the recipient is not told. */
export interface SealedNotification {
  readonly content: NotificationContent;
  readonly excuse?: string;
}

export const notificationPlace = (row: { register: string; id: string }) =>
  `notification|${row.register}|${row.id}`;

/** The body of the webhook: the same bytes at every try, since the signature is over them. */
export function webhookBody(content: NotificationContent, createdAt: Date): string {
  return JSON.stringify({
    type: 'recipient.notification',
    timestamp: createdAt.toISOString(),
    data: content,
  });
}
