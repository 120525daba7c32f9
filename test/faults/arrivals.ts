export type Way = 'mail' | 'webhook' | 'copy';

export interface Arrival {
  readonly way: Way;
  /** Of the letter, notification or copy: the local part of the Message-ID, or the webhook-id. */
  readonly id: string;
  readonly at: number;
  /** True where whoever took it let the sender believe that it did not. */
  readonly lied: boolean;
}

/** What arrived outside, in order. */
export class Arrivals {
  readonly all: Arrival[] = [];

  note(way: Way, id: string, lied: boolean): void {
    this.all.push({ way, id, at: Date.now(), lied });
  }
}
