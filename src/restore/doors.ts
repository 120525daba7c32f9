import type { INestApplicationContext } from '@nestjs/common';
import { Database } from '../database/database.js';
import type { House } from '../house.module.js';
import { nameOf } from '../jobs/repeating.js';
import { type ClosedDoor, refuseEverything } from './closed-door.js';
import { Standing } from './standing.js';
import { type Finding, told, whatToDo } from './standing-finding.js';

/** The epoch advances at every start, and as often as this while the service runs: backups of an hour apart differ. */
const EPOCH_SECONDS = 3600;

export interface Behind {
  /** Starts the whole service, jobs and all. */
  start(): Promise<INestApplicationContext>;
  /** Where a closed house refuses requests; `null` for a process that does not listen. */
  readonly port: number | null;
  log(line: string): void;
}

/**
 * Open, with the service behind them, or closed: then nothing of the service exists, no job, no timer, no route. They
 * are opened by findings that are gone and closed by findings that come, whichever process or person caused it.
 */
export class Doors {
  private service: INestApplicationContext | null = null;
  private closedDoor: ClosedDoor | null = null;
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();
  private stopped = false;
  private said = '';

  private constructor(
    private readonly house: House,
    private readonly behind: Behind,
    private readonly standing: Standing,
  ) {}

  /** What cannot be decided is an error of the start: nothing opens on a guess. */
  static async of(house: House, behind: Behind): Promise<Doors> {
    const doors = new Doors(house, behind, await Standing.open(house));
    try {
      await doors.turn();
    } catch (error) {
      await doors.shut();
      throw error;
    }
    doors.again();
    return doors;
  }

  get isOpen(): boolean {
    return this.service !== null;
  }

  /** The running service. Throws while the doors are closed. */
  get app(): INestApplicationContext {
    if (!this.service) throw new Error('The doors are closed: see suoja restore status');
    return this.service;
  }

  async shut(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.looking;
    await this.service?.close();
    await this.closedDoor?.close();
    await this.standing.close();
  }

  private again(): void {
    this.timer = setTimeout(() => {
      this.looking = this.turn()
        .catch((error: unknown) => this.behind.log(`restore watch: ${nameOf(error)}`))
        .finally(() => {
          if (!this.stopped) this.again();
        });
    }, this.house.config.RECONCILE_SECONDS * 1000);
  }

  private async turn(): Promise<void> {
    const findings = this.isOpen ? await this.standing.quickFindings() : await this.standing.findings();
    if (findings.length > 0) return this.close(findings);
    const fault = await this.standing.epochs.advance(this.isOpen ? EPOCH_SECONDS : 0);
    if (fault !== null) return this.close([{ code: fault, register: null, count: null }]);
    if (!this.isOpen && !this.stopped) await this.open();
  }

  private async open(): Promise<void> {
    await this.standing.settle();
    const wasClosed = this.closedDoor !== null;
    await this.closedDoor?.close();
    this.closedDoor = null;
    this.service = await this.behind.start();
    if (wasClosed || this.said !== '')
      this.behind.log('The database and its ledger agree: suoja is open again.');
    this.said = '';
  }

  private async close(findings: readonly Finding[]): Promise<void> {
    this.say(findings);
    const { service } = this;
    if (service) {
      service.get(Database).shutDoor();
      this.service = null;
      await service.close();
    }
    const { port } = this.behind;
    if (port !== null) this.closedDoor ??= await refuseEverything(this.house.config, port);
  }

  /** Once for the same findings, or every log would be full of them. */
  private say(findings: readonly Finding[]): void {
    const lines = [
      'suoja is CLOSED: this database and its erasure ledger do not belong together. No request is answered, no job runs.',
      ...findings.map((finding) => `  ${told(finding)}`),
      ...whatToDo(findings),
    ];
    if (lines.join() === this.said) return;
    this.said = lines.join();
    for (const line of lines) this.behind.log(line);
  }
}
