/** Lines that say how far the demo is, with the seconds since it began. */
export class Progress {
  private readonly start = Date.now();

  constructor(private readonly write: (line: string) => void) {}

  say(text: string): void {
    this.write(`[${this.seconds.padStart(5)} s] ${text}`);
  }

  get seconds(): string {
    return ((Date.now() - this.start) / 1000).toFixed(1);
  }
}
