import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { packageRoot } from '../../src/config/package-root.js';
import { until } from '../support/test-app.js';

const PROGRAM = join(packageRoot, 'dist/src/main.js');
const PRELOAD = join(packageRoot, 'test/faults/abort-at.mjs');

export interface Kept {
  readonly kind: 'api' | 'worker';
  /** Settings of the next start: the clock and the addresses change. */
  settings(): Record<string, string>;
  /** It came to the step it was told to die at. */
  aborted(step: string): void;
  /** It ended although nobody killed it. */
  failed(output: string): void;
}

/** A process of the built service that is started again whenever it has ended, as a service manager does. */
export class KeptProcess {
  private child: ChildProcess | undefined;
  private output = '';
  private killed = false;
  private wanted = true;
  private ready = false;
  /** What its last start took: how fast this machine is just now. */
  bootMs = 2000;
  private ended: Promise<void> = Promise.resolve();
  private armedAt: string | undefined;

  constructor(private readonly kept: Kept) {}

  /** The next process that starts dies at this step (`mail.after-handover:2`). */
  arm(step: string): void {
    this.armedAt = step;
  }

  start(): void {
    const armed = this.armedAt;
    this.armedAt = undefined;
    this.output = '';
    this.killed = false;
    const child = spawn(process.execPath, ['--import', PRELOAD, PROGRAM], {
      env: {
        PATH: process.env['PATH'] ?? '',
        NODE_ENV: 'test',
        SUOJA_PROCESS: this.kept.kind,
        ...(armed ? { SUOJA_ABORT_AT: armed } : {}),
        ...this.kept.settings(),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const begun = Date.now();
    this.child = child;
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.output = (this.output + text).slice(-8000);
        if (this.ready || !text.includes('suoja is')) return;
        this.ready = true;
        this.bootMs = Date.now() - begun;
      });
    this.ready = false;
    this.ended = new Promise((resolve) => {
      child.once('exit', (_code, signal) => {
        if (!this.killed && signal === 'SIGKILL' && armed) this.kept.aborted(armed.split(':')[0]!);
        // One that finds no database at its start gives up, and is started again; one at work goes on.
        else if (!this.killed && this.ready) this.kept.failed(this.output);
        resolve();
        if (this.wanted) setTimeout(() => this.wanted && this.start(), this.ready ? 0 : 200);
      });
    });
  }

  get isReady(): boolean {
    return this.ready;
  }

  untilReady(): Promise<void> {
    return until(`the ${this.kept.kind} (${this.output})`, () => Promise.resolve(this.ready), 120).then(
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

  async stop(): Promise<void> {
    this.wanted = false;
    await this.kill();
  }
}
