import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../clock.js';
import { Cases } from './cases.js';
import { RequestItem } from './request-item.entity.js';
import { RequestNotices } from './request-notices.js';

/** Art. 18(3): who asked for a restriction hears of its end before it is lifted. */
@Injectable()
export class LiftNotices {
  constructor(
    private readonly cases: Cases,
    private readonly notices: RequestNotices,
    private readonly clock: Clock,
  ) {}

  /** Writes the notice where the restriction came from a case that is still on file. @returns whether it did */
  async send(tx: EntityManager, requestItemId: string | null): Promise<boolean> {
    const item = requestItemId === null ? null : await tx.findOneBy(RequestItem, { id: requestItemId });
    if (!item) return false;
    const opened = await this.cases.load(tx, item.requestId);
    await this.notices.send(tx, opened, { kind: 'restriction-lifted', on: this.clock.today() });
    return true;
  }
}
