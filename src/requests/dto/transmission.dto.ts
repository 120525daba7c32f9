export class TransmissionDto {
  /** The address the person gave. */
  url!: string;
  /** What the other controller is called, where the person said so. */
  name!: string | null;
  /** `asked` before it is approved; `declined` where staff did not allow it. */
  state!: 'asked' | 'declined' | 'queued' | 'sent' | 'failed';
  /** Why it was not taken the last time, as a code. */
  reason!: string | null;
  attempts!: number;
  /** When it was taken or given up, RFC 3339 UTC. */
  endedAt!: string | null;
}
