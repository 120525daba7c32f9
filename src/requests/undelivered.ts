import { In, IsNull, type EntityManager } from 'typeorm';
import { OutgoingMail } from '../mail/outgoing-mail.entity.js';

/** What a letter waits for: staff to post it, or another way to the person. */
export type LetterTrouble = 'to-post' | 'failed' | 'bounced';

const TROUBLES = ['to-post', 'failed', 'bounced'] as const satisfies readonly LetterTrouble[];

/** Answers of these cases that wait for staff, by the item they answer. */
export async function troublesOf(
  tx: EntityManager,
  requestIds: readonly string[],
): Promise<ReadonlyMap<string, LetterTrouble>> {
  const mails = await tx.findBy(OutgoingMail, {
    requestId: In([...requestIds]),
    state: In([...TROUBLES]),
    replacedBy: IsNull(),
  });
  return new Map(
    mails.flatMap(({ itemIds, state }) => itemIds.map((id) => [id, state as LetterTrouble] as const)),
  );
}
