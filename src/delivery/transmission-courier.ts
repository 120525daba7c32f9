import { Injectable, Logger } from '@nestjs/common';
import type { KeptCopy } from '../answers/kept-copy.js';
import { packageArchive } from '../answers/package-archive.js';
import type { PackagePart } from '../answers/package-part.js';
import { Database } from '../database/database.js';
import { later } from '../jobs/attempts.js';
import { NotDelivered } from '../recipients/reachable-address.js';
import { packagePlace } from '../requests/case-file.js';
import { type Case, Cases } from '../requests/cases.js';
import { step } from '../step.js';
import { handOver } from './handing-over.js';
import { pageReader } from './package-pages.js';
import { Package } from './package.entity.js';
import { TransmissionEnding } from './transmission-ending.js';
import { TransmissionSettings } from './transmission-settings.js';
import { Transmission } from './transmission.entity.js';
import { Transmissions } from './transmissions.js';

/** Seconds one attempt may take: longer than the patience with the receiver, so that nothing is sent twice at once. */
const ATTEMPT = 15 * 60;

/**
 * Hands copies to other controllers (Art. 20(2)). What it does is decided by the row; a nudge that comes twice finds it
 * sent. Only a crash between the receiver's yes and our commit repeats it, under the same webhook-id.
 */
@Injectable()
export class TransmissionCourier {
  private readonly logger = new Logger(TransmissionCourier.name);

  constructor(
    private readonly database: Database,
    private readonly cases: Cases,
    private readonly transmissions: Transmissions,
    private readonly ending: TransmissionEnding,
    private readonly settings: TransmissionSettings,
  ) {}

  async send(register: string, id: string): Promise<void> {
    const claimed = await this.claim(register, id);
    if (!claimed) return;
    const { row, file, url } = claimed;
    let reason: string | null = null;
    try {
      step('transmission.before-handover');
      await handOver(file, this.settings.for(row.id, url));
      step('transmission.after-handover');
    } catch (error) {
      reason = error instanceof NotDelivered ? error.reason : 'NOT_SENT';
      this.logger.warn(`transmission ${id} was not taken, attempt ${row.attempts}: ${reason}`);
    }
    await this.database.inRegister(register, (tx) => this.ending.after(tx, row, reason));
  }

  /** Takes it for this attempt and sets when the next one may be, so that a crash only delays it. */
  private claim(
    register: string,
    id: string,
  ): Promise<{ row: Transmission; file: PackagePart; url: string } | null> {
    return this.database.inRegister(register, async (tx) => {
      const row = await tx.findOne(Transmission, {
        where: { id, state: 'queued' },
        lock: { mode: 'pessimistic_write', onLocked: 'skip_locked' },
      });
      if (!row || row.notBefore > this.settings.now()) return null;
      const opened = await this.cases.load(tx, row.requestId);
      const item = this.cases.item(opened, row.itemId);
      const found = await this.transmissions.of(tx, opened, item);
      const pack = await tx.findOneBy(Package, { id: row.packageId });
      // Withdrawn, or decided some other way: nobody wants it sent any more.
      if (!found || !pack || item.state !== 'in-progress' || item.decided !== null) {
        await this.ending.end(tx, row, 'failed', 'NOT_WANTED');
        return null;
      }
      const attempts = row.attempts + 1;
      await tx.update(Transmission, id, { attempts, notBefore: later(this.settings.now(), ATTEMPT) });
      const file = this.fileOf(opened, pack);
      return { row: { ...row, attempts }, file, url: found.sealed.to.url };
    });
  }

  private fileOf({ request, key }: Case, pack: Package): PackagePart {
    return packageArchive({
      name: `${request.reference}-portability`,
      madeAt: pack.createdAt,
      kept: key.open<KeptCopy>(packagePlace(pack), pack.sealed),
      reader: pageReader(this.database, key, pack),
      letter: null,
    });
  }
}
