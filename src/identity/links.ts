import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../clock.js';
import { Config } from '../config/config.js';
import { Database } from '../database/database.js';
import { DomainError } from '../domain/domain-error.js';
import { Link } from './link.entity.js';

type Purpose = Link['purpose'];

/** The page that each kind of link opens. */
const PATHS = {
  verify: 'verify',
  'undo-objection': 'undo',
  'open-package': 'package',
  'answer-fee': 'fee',
} as const satisfies Record<Purpose, string>;

/** Hours a link stays good. */
const LIFETIME = {
  verify: 24,
  'undo-objection': 30 * 24,
  'open-package': 30 * 24,
  // As long as an answer can be waited for: one month, and two more.
  'answer-fee': 93 * 24,
} as const satisfies Record<Purpose, number>;

export interface IssuedLink {
  readonly url: string;
  readonly expiresAt: Date;
}

/** Single-use links. The token leaves in one mail; the database knows only its hash. */
@Injectable()
export class Links {
  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly database: Database,
  ) {}

  async issue(tx: EntityManager, register: string, purpose: Purpose, targetId: string): Promise<IssuedLink> {
    const token = randomBytes(32).toString('base64url');
    const expiresAt = new Date(this.clock.now().getTime() + LIFETIME[purpose] * 3_600_000);
    await tx.insert(Link, { tokenHash: hashOf(token), register, purpose, targetId, expiresAt });
    return { url: `${this.config.PUBLIC_URL}/${PATHS[purpose]}/${token}`, expiresAt };
  }

  /** Finds a link without using it. Throws NOT_FOUND, LINK_USED or LINK_EXPIRED. */
  async look(token: string, purpose: Purpose): Promise<Link> {
    const link = await this.database.outsideRegisters((tx) =>
      tx.findOneBy(Link, { tokenHash: hashOf(token), purpose }),
    );
    if (!link) throw new DomainError('NOT_FOUND', { what: 'link' });
    this.refuseSpent(link);
    return link;
  }

  /** Uses a link up, in the transaction of what it is used for. Of many at once exactly one succeeds. */
  async use(tx: EntityManager, link: Link): Promise<void> {
    this.refuseSpent(link);
    const used = await tx
      .createQueryBuilder()
      .update(Link)
      .set({ usedAt: this.clock.now() })
      .where('token_hash = :hash and used_at is null', { hash: link.tokenHash })
      .execute();
    if (used.affected !== 1) throw new DomainError('LINK_USED');
  }

  private refuseSpent(link: Link): void {
    if (link.usedAt) throw new DomainError('LINK_USED');
    if (link.expiresAt <= this.clock.now()) throw new DomainError('LINK_EXPIRED');
  }
}

const hashOf = (token: string) => createHash('sha256').update(token).digest();
