import { Injectable } from '@nestjs/common';
import { Mailer } from '../mail/mailer.js';
import { Policies } from '../registers/policies.js';
import { type NotificationContent, webhookBody } from './notification-content.js';
import { notificationMail } from './notification-mail.js';
import { addressOf } from './parties.js';
import { NotDelivered } from './reachable-address.js';
import type { RecipientNotification } from './recipient-notification.entity.js';
import { Webhooks } from './webhooks.js';

export type Way = 'webhook' | 'mail';

/** Hands a notification over by the way that the policy in force names: an address that moved is the new one. */
@Injectable()
export class NotificationRoutes {
  constructor(
    private readonly policies: Policies,
    private readonly mailer: Mailer,
    private readonly webhooks: Webhooks,
  ) {}

  async handOver(row: RecipientNotification, content: NotificationContent): Promise<Way> {
    const policy = this.policies.of(row.register);
    const { webhook, email, name } = addressOf(policy, row.recipient);
    if (webhook) {
      await this.webhooks.deliver(webhook, { id: row.id, body: webhookBody(content, row.createdAt) });
      return 'webhook';
    }
    if (email === undefined) throw new NotDelivered('NO_ADDRESS_IN_POLICY');
    const letter = notificationMail(content, policy, name ?? null);
    await this.mailer.send({ ...letter, to: email, messageId: `<${row.id}@suoja.invalid>` });
    return 'mail';
  }
}
