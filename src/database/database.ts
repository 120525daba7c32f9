import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { RestorePending } from '../restore/restore-pending.js';
import { step } from '../step.js';

interface OpenTransaction {
  readonly register: string;
  readonly tx: EntityManager;
  readonly beforeCommit: (() => Promise<void>)[];
  readonly afterCommit: (() => Promise<void> | void)[];
}

/** The value of `suoja.register` for work on tables that belong to no register. */
const NO_REGISTER = '';

const ENTER = `select set_config('suoja.register', $1, true)`;

/**
 * The only door to the data. Every piece of work runs in one transaction inside one register; row-level
 * security hides all others, so a forgotten condition can at worst find nothing.
 */
@Injectable()
export class Database {
  private shut = false;
  private readonly open = new AsyncLocalStorage<OpenTransaction>();

  constructor(private readonly dataSource: DataSource) {}

  /**
   * Runs `work` in a transaction of this register, or joins the one already open. One that was opened outside
   * registers enters the register for this work only.
   */
  async inRegister<T>(register: string, work: (tx: EntityManager) => Promise<T>): Promise<T> {
    if (this.shut) throw new RestorePending();
    const joined = this.open.getStore();
    if (joined?.register === register) return work(joined.tx);
    if (joined?.register === NO_REGISTER) return this.enter({ ...joined, register, beforeCommit: [] }, work);
    if (joined) throw new Error('A transaction may not reach into another register');
    const afterCommit: OpenTransaction['afterCommit'] = [];
    const result = await this.dataSource.transaction(async (tx) => {
      await tx.query(ENTER, [register]);
      const done = await this.carryOut({ register, tx, beforeCommit: [], afterCommit }, work);
      step('commit.before');
      return done;
    });
    step('commit.after');
    for (const nudge of afterCommit) await nudge();
    return result;
  }

  /** The same for work that may change nothing: the database refuses every write in it, and in it alone. */
  readInRegister<T>(register: string, work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.inRegister(register, (outer) =>
      outer.transaction(async (tx) => {
        await tx.query('set transaction read only');
        return work(tx);
      }),
    );
  }

  /** Work of its own, committed whatever becomes of the transaction that is open: to tell of what was refused. */
  apart<T>(register: string, work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.open.exit(() => this.inRegister(register, work));
  }

  /** Lets nobody in any more, whoever asks: the database is not the one this process was started on. */
  shutDoor(): void {
    this.shut = true;
  }

  private carryOut<T>(open: OpenTransaction, work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.open.run(open, async () => {
      const result = await work(open.tx);
      for (const last of open.beforeCommit) await last();
      return result;
    });
  }

  /** After an error there is nothing to leave: the transaction is lost, and with it the setting. */
  private async enter<T>(into: OpenTransaction, work: (tx: EntityManager) => Promise<T>): Promise<T> {
    await into.tx.query(ENTER, [into.register]);
    const result = await this.carryOut(into, work);
    await into.tx.query(ENTER, [NO_REGISTER]);
    return result;
  }

  /** Work on tables that belong to no register: staff, sessions, links, idempotency keys. */
  outsideRegisters<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    const joined = this.open.getStore();
    return joined ? work(joined.tx) : this.inRegister(NO_REGISTER, work);
  }

  /** The last thing the open transaction does. What fails here undoes all of it. */
  beforeCommit(last: () => Promise<void>): void {
    const joined = this.open.getStore();
    if (!joined) throw new Error('There is no open transaction to end');
    joined.beforeCommit.push(last);
  }

  /** Runs after the open transaction has committed: nudges to the queue, which may be lost but never lie. */
  afterCommit(nudge: () => Promise<void> | void): void {
    const joined = this.open.getStore();
    if (!joined) throw new Error('There is no open transaction to wait for');
    joined.afterCommit.push(nudge);
  }
}
