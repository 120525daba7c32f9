/** Faults that really happened, by kind. */
export class Strikes {
  readonly byKind: Record<string, number> = {};

  constructor(private readonly under?: Strikes) {}

  note(kind: string): void {
    this.byKind[kind] = this.of(kind) + 1;
    this.under?.note(kind);
  }

  of(kind: string): number {
    return this.byKind[kind] ?? 0;
  }

  /** Of all rounds so far, when this is one round's. */
  everOf(kind: string): number {
    return (this.under ?? this).of(kind);
  }

  get total(): number {
    return Object.values(this.byKind).reduce((sum, each) => sum + each, 0);
  }
}
