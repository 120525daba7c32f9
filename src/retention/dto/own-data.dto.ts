/** One kind of the house's own data: its period, and how much of it is over. */
export class OwnDataKindDto {
  /** `caseFile`, `packages`, `identityEvidence`, `unverifiedRequests`, `lateNotifications`, `unaskedLetters`, `purgeRuns` or `auditEntries`. */
  kind!: string;
  /** ISO 8601. */
  period!: string;
  citation!: string;
  /** What the period is counted from. */
  countedFrom!: string;
  /** Whose period is over: the next daily sweep ends them. */
  lapsed!: number;
  /** Whose period is over and which stay all the same, by the reason. */
  kept!: Record<string, number>;
  /** Whose period is running. */
  running!: number;
  /** The day the next of them goes; `null` when none is running. */
  nextOn!: string | null;
}

/** What the register's requests have left behind and when it goes. Nothing is changed by asking. */
export class OwnDataDto {
  at!: string;
  kinds!: OwnDataKindDto[];
}
