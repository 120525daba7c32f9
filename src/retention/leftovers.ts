import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import { Clock } from '../clock.js';
import { Database } from '../database/database.js';
import { Idempotency } from '../http/idempotency.js';
import { Link } from '../identity/link.entity.js';
import { Sessions } from '../staff/sessions.service.js';

/** Days a link that is no good any more still says so, before it is as if it had never been. */
const LINK_DAYS = 365;

/** What belongs to no register and whose time is over: sessions, idempotency keys, links. */
@Injectable()
export class Leftovers {
  constructor(
    private readonly database: Database,
    private readonly sessions: Sessions,
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
  ) {}

  async clear(): Promise<void> {
    const now = this.clock.now();
    await this.sessions.forget(now);
    await this.idempotency.forget(now);
    const expiresAt = LessThan(new Date(now.getTime() - LINK_DAYS * 86_400_000));
    await this.database.outsideRegisters((tx) => tx.delete(Link, { expiresAt }));
  }
}
