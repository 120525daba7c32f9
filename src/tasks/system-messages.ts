import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { systemOf } from '../domain/connected-system.js';
import { NotDelivered } from '../recipients/reachable-address.js';
import { Webhooks } from '../recipients/webhooks.js';
import { Policies } from '../registers/policies.js';
import type { CaseTask } from './case-task.entity.js';
import { type TaskContent, taskMessage } from './task-content.js';

/** Posts a task to a system by the address the policy in force has. */
@Injectable()
export class SystemMessages {
  constructor(
    private readonly policies: Policies,
    private readonly webhooks: Webhooks,
    private readonly config: Config,
  ) {}

  /** Throws NotDelivered. */
  async post(task: CaseTask, { system: content }: TaskContent): Promise<void> {
    const system = systemOf(this.policies.of(task.register), task.system);
    if (!system || !('webhook' in system.reach) || content?.token === undefined)
      throw new NotDelivered('NO_WEBHOOK_IN_POLICY');
    const place = `v1/public/systems/${system.code}/callbacks/${task.register}/${content.token}`;
    const message = taskMessage(task, content, {
      request_status: 'pending',
      callback_url: `${this.config.PUBLIC_URL}/${place}`,
    });
    await this.webhooks.deliver(system.reach.webhook, { id: task.id, body: JSON.stringify(message) });
  }
}
