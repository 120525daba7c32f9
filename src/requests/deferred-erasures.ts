import { Injectable } from '@nestjs/common';
import { PersonFiles } from '../customers/person-file.js';
import { Database } from '../database/database.js';
import { Perseverance } from '../jobs/perseverance.js';
import { Planning } from '../planning/planning.js';
import { DeferredAction } from './deferred-action.entity.js';
import { awaitsEnd, erased } from './erasing.js';
import { openItemsOf } from './freeze.js';
import { DeferredEffects } from './deferred-effects.js';

/** Runs the postponed part of an erasure when its holds have ended: once, and with a second letter where one was promised. */
@Injectable()
export class DeferredErasures {
  constructor(
    private readonly database: Database,
    private readonly files: PersonFiles,
    private readonly planning: Planning,
    private readonly effects: DeferredEffects,
    private readonly perseverance: Perseverance,
  ) {}

  /** Everyone in the register with a postponed erasure; for the daily sweep. */
  waiting(register: string): Promise<string[]> {
    return this.database.inRegister(register, async (tx) => {
      const rows = await tx.query<{ customer_id: string }[]>(
        `select distinct customer_id from deferred_action where state = 'waiting' order by customer_id`,
      );
      return rows.map((row) => row.customer_id);
    });
  }

  /** The same outside a job of its own: what fails is counted, and tried again soon. */
  persevere(register: string, customerId: string): Promise<void> {
    const work = { register, kind: 'resume-erasures', subjectId: customerId } as const;
    return this.perseverance.attempt(work, () => this.resume(register, customerId));
  }

  async resume(register: string, customerId: string): Promise<void> {
    await this.database.inRegister(register, async (tx) => {
      const file = await this.files.load(tx, customerId, { lock: true });
      const actions = await tx.find(DeferredAction, {
        where: { customerId, state: 'waiting' },
        order: { id: 'ASC' },
      });
      if (actions.length === 0) return;
      if (file === null) return this.effects.done(tx, actions);
      // An open request of the person freezes the data until it is answered.
      if ((await openItemsOf(tx, customerId)).length > 0) return;
      const plan = this.planning.plan(file, 'erasure', { asked: await this.effects.demanded(tx, actions) });
      const kept = plan.data.filter(({ outcome }) => outcome === 'keep');
      // The letter that was promised is due when the last open end has closed, also when a dated hold still keeps all.
      const tells = actions.some(({ secondLetter }) => secondLetter) && !awaitsEnd(kept);
      if (erased(plan).length === 0 && !tells) return;
      await this.effects.carryOut(tx, actions, await this.files.subject(tx, file), plan);
    });
  }
}
