import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { packageRoot } from '../../src/config/package-root.js';
import { until } from '../support/test-app.js';

const PROGRAM = join(packageRoot, 'dist/src/main.js');
const PRELOADS = ['stands-by', 'quick-clock', 'abort-at'].flatMap((name) => [
  '--import',
  join(packageRoot, `test/faults/inside/${name}.mjs`),
]);

export interface Kept {
  readonly kind: 'api' | 'worker';
  /** It will be killed, so that another had better stand by. */
  readonly replaced: boolean;
  /** Settings of the next start: the clock and the addresses change. */
  settings(): Record<string, string>;
  /** It came to a step it was told to die at. */
  aborted(step: string): void;
  /** It ended although nobody killed it. */
  failed(output: string): void;
}

/** A process of the built service that is replaced by another, which stands by, whenever it has ended. */
export class KeptProcess {
  private child: ChildProcess | undefined;
  private standby: ChildProcess | undefined;
  private output = '';
  private killed = false;
  private wanted = true;
  private ready = false;
  /** What its last start took: how fast this machine is just now. */
  bootMs = 2000;
  private ended: Promise<void> = Promise.resolve();

  constructor(private readonly kept: Kept) {}

  start(): void {
    const child = this.standby ?? this.spawn();
    this.standby = undefined;
    this.child = child;
    this.output = '';
    [this.killed, this.ready] = [false, false];
    const begun = Date.now();
    for (const stream of [child.stdout!, child.stderr!])
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.output = (this.output + text).slice(-8000);
        if (this.ready || !text.includes('suoja is')) return;
        this.ready = true;
        if (this.wanted && this.kept.replaced) this.standby ??= this.spawn();
        this.bootMs = Date.now() - begun;
      });
    this.ended = new Promise((resolve) => {
      child.once('close', () => {
        this.wasEnded();
        resolve();
      });
    });
    child.send(this.kept.settings());
  }

  get isReady(): boolean {
    return this.ready;
  }

  untilReady(): Promise<void> {
    return until(`the ${this.kept.kind} (${this.output})`, () => Promise.resolve(this.ready), 180).then(
      () => undefined,
    );
  }

  kill(): Promise<void> {
    this.killed = true;
    const { ended } = this;
    this.child?.kill('SIGKILL');
    this.ready = false;
    return ended;
  }

  /** It ends itself when it comes to one of these steps for the n-th time. False: within `ms` it came to none. */
  async dieAt(steps: Readonly<Record<string, number>>, ms: number): Promise<boolean> {
    this.tell({ abortAt: steps });
    const died = await Promise.race([this.ended.then(() => true), sleep(ms, false)]);
    if (!died) this.tell({ abortAt: {} });
    return died;
  }

  tell(message: object): void {
    if (this.child?.connected) this.child.send(message, () => undefined);
  }

  async stop(): Promise<void> {
    this.wanted = false;
    this.standby?.kill('SIGKILL');
    await this.kill();
  }

  private spawn(): ChildProcess {
    const child = spawn(process.execPath, [...PRELOADS, PROGRAM], {
      env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'test', SUOJA_PROCESS: this.kept.kind },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    child.on('error', () => undefined);
    return child;
  }

  private wasEnded(): void {
    const step = /aborted at (\S+)\n$/.exec(this.output)?.[1];
    if (step && !this.killed) this.kept.aborted(step);
    // One that finds no database at its start gives up, and is started again; one at work goes on.
    else if (!this.killed && this.ready) this.kept.failed(this.output);
    const pause = this.ready || this.killed || step ? 0 : 200;
    this.ready = false;
    setTimeout(() => {
      if (this.wanted) this.start();
    }, pause);
  }
}
