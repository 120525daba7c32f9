import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { Awaiting } from './awaiting.js';
import { Cases } from './cases.js';
import { Identification } from './identification.js';
import { RequestItem } from './request-item.entity.js';
import { ORDER_OF_RIGHTS } from './intake.js';
import { ItemSteps } from './item-steps.js';

/** Takes a case as far as it can go now: identify, plan, ask for approval, fulfil. May be called any number of times. */
@Injectable()
export class Processing {
  constructor(
    private readonly database: Database,
    private readonly cases: Cases,
    private readonly identification: Identification,
    private readonly steps: ItemSteps,
    private readonly awaiting: Awaiting,
  ) {}

  async process(register: string, requestId: string): Promise<void> {
    const itemIds = await this.database.inRegister(register, async (tx) => {
      const opened = await this.cases.load(tx, requestId, { lock: true });
      if (opened.request.closedAt) return [];
      const arrived = opened.items.some(({ state }) => state === 'received');
      if (arrived && opened.request.identification === null) await this.identification.identify(tx, opened);
      const order = (item: RequestItem) => ORDER_OF_RIGHTS.indexOf(item.right);
      return [...opened.items].sort((a, b) => order(a) - order(b)).map(({ id }) => id);
    });
    for (const itemId of itemIds) {
      await this.database.inRegister(register, async (tx) =>
        this.steps.advance(tx, await this.cases.load(tx, requestId, { lock: true }), itemId),
      );
    }
    await this.database.inRegister(register, async (tx) =>
      this.awaiting.goOn(tx, await this.cases.load(tx, requestId, { lock: true })),
    );
  }
}
