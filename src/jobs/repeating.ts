import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';

/** Work that a process does again and again for as long as it runs, one run at a time. */
export abstract class Repeating implements OnApplicationBootstrap, OnModuleDestroy {
  protected readonly logger = new Logger(this.constructor.name);
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;

  /** Between the end of one run and the next. */
  protected abstract readonly seconds: number;

  /** Ends when `stopping` tells, at the next place where it may. */
  protected abstract run(): Promise<void>;

  protected get stopping(): boolean {
    return this.stopped;
  }

  onApplicationBootstrap(): void {
    const again = () => {
      this.running = this.run()
        .catch((error: unknown) => this.logger.warn(`run failed: ${nameOf(error)}`))
        .finally(() => {
          if (!this.stopped) this.timer = setTimeout(again, this.seconds * 1000);
        });
    };
    again();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }
}

/** The kind of an error; its message may quote a value. */
export const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown error');
