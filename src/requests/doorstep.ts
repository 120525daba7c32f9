import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { legalDate } from '../clock.js';
import { Links } from '../identity/links.js';
import { type Case, Cases } from './cases.js';
import { RequestNotices } from './request-notices.js';
import { PublicObjection } from './public-objection.js';
import { Wake } from './wake.js';

/** The steps behind the public side, each in the caller's transaction. */
@Injectable()
export class Doorstep {
  readonly look: Links['look'];

  constructor(
    private readonly links: Links,
    private readonly cases: Cases,
    private readonly notices: RequestNotices,
    private readonly objecting: PublicObjection,
    private readonly wake: Wake,
  ) {
    this.look = links.look.bind(links);
  }

  async askToVerify(tx: EntityManager, opened: Case): Promise<void> {
    const { register, id } = opened.request;
    const link = await this.links.issue(tx, register, 'verify', id);
    const rights = opened.items.filter(({ state }) => state === 'unverified').map(({ right }) => right);
    await this.notices.send(tx, opened, {
      kind: 'verification',
      link: link.url,
      until: legalDate(link.expiresAt),
      rights,
    });
  }

  object(tx: EntityManager, opened: Case): Promise<void> {
    return this.objecting.object(tx, opened);
  }

  async verified(tx: EntityManager, link: Awaited<ReturnType<Links['look']>>): Promise<void> {
    await this.links.use(tx, link);
    const opened = await this.cases.load(tx, link.targetId, { lock: true });
    for (const item of opened.items)
      if (item.state === 'unverified') await this.cases.move(tx, item, 'received');
    await this.wake.afterVerification(tx, opened);
  }

  async undone(tx: EntityManager, link: Awaited<ReturnType<Links['look']>>): Promise<void> {
    await this.links.use(tx, link);
    await this.objecting.undo(tx, await this.cases.load(tx, link.targetId, { lock: true }));
  }
}
