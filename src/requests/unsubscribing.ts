import { Injectable } from '@nestjs/common';
import { Clock } from '../clock.js';
import { Customer } from '../customers/customer.entity.js';
import { Database } from '../database/database.js';
import { type Language, PROHIBITIONS } from '../domain/category.js';
import { Nudges } from '../jobs/nudges.js';
import { Objections } from '../objections/objections.js';
import { Intake } from './intake.js';

/** Art. 21(5): an objection to direct marketing by automated means. What a newsletter's link does. */
@Injectable()
export class Unsubscribing {
  constructor(
    private readonly database: Database,
    private readonly intake: Intake,
    private readonly objections: Objections,
    private readonly clock: Clock,
    private readonly nudges: Nudges,
  ) {}

  /** Like an objection on the phone. Of who is gone, or has forbidden all of it, there is nothing left to do. */
  async unsubscribe(register: string, customerId: string, language: Language): Promise<void> {
    await this.database.inRegister(register, async (tx) => {
      const customer = await tx.findOne(Customer, {
        where: { id: customerId },
        lock: { mode: 'pessimistic_write' },
      });
      if (!customer || PROHIBITIONS.every((flag) => customer.prohibitions.includes(flag))) return;
      const opened = await this.intake.open(
        tx,
        {
          register,
          channel: 'web',
          language,
          receivedOn: this.clock.today(),
          rights: ['objection'],
          file: {
            name: null,
            email: null,
            details: null,
            corrections: [],
            objectsTo: 'direct-marketing',
            evidence: [],
          },
          customerId,
          recordedBy: null,
        },
        'subject',
      );
      const requestId = opened.request.id;
      const who = { customerIds: [customerId], email: null };
      await this.objections.stopMarketing(tx, register, who, { actor: 'subject', requestId });
      this.database.afterCommit(() => this.nudges.processRequest(register, requestId));
    });
  }
}
