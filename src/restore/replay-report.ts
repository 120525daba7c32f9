/** What a replay did in one register, by ids and counts. */
export interface RegisterReplay {
  readonly register: string;
  /** Entries the database did not know. */
  readonly entries: number;
  /** Persons erased wholly, and in part, that the backup had brought back. */
  readonly erased: number;
  readonly partlyErased: number;
  /** Entries about persons or restrictions the backup does not have: nothing to do. */
  readonly absent: number;
  readonly restricted: number;
  readonly lifted: number;
  readonly suppressed: number;
  readonly allowedAgain: number;
  /** Consents that the backup had as given. */
  readonly withdrawn: number;
  /** The last thing the database knows of: what staff did later, and the ledger does not tell, is not in it. RFC 3339. */
  readonly knownUntil: string | null;
  readonly forStaff: ForStaff;
}

/** What no machine can put right. Ids only; lists end after 200. */
export interface ForStaff {
  /** Cases that erased somebody and are not in this database: their files and letters are lost. */
  readonly casesLost: readonly string[];
  /** Cases that are open here although their erasure has been done: close them by hand. */
  readonly casesOpenAgain: readonly string[];
  /** Customers of whom a part was kept: whether the rest has to go later is to be decided again. */
  readonly postponedLost: readonly string[];
  /** Customers whose kept data cannot be opened: the backup has them under a key that was destroyed. */
  readonly unreadable: readonly string[];
  /** Entries a crash left undecided whose data something holds now. */
  readonly undecided: readonly string[];
}

export interface ReplayReport {
  readonly dryRun: boolean;
  readonly open: boolean;
  readonly registers: readonly RegisterReplay[];
  /** Codes of what still keeps the house closed. */
  readonly remaining: readonly string[];
}

const LISTED = 200;

/** Counts while the replay goes on. */
export class Tally {
  entries = 0;
  erased = 0;
  partlyErased = 0;
  absent = 0;
  restricted = 0;
  lifted = 0;
  suppressed = 0;
  allowedAgain = 0;
  withdrawn = 0;
  private readonly staff = {
    casesLost: new Set<string>(),
    casesOpenAgain: new Set<string>(),
    postponedLost: new Set<string>(),
    unreadable: new Set<string>(),
    undecided: new Set<string>(),
  };

  tell(what: keyof ForStaff, id: string): void {
    this.staff[what].add(id);
  }

  counts() {
    const { entries, erased, partlyErased, absent, restricted, lifted, suppressed, allowedAgain, withdrawn } =
      this;
    return {
      entries,
      erased,
      partlyErased,
      absent,
      restricted,
      lifted,
      suppressed,
      allowedAgain,
      withdrawn,
    };
  }

  report(register: string, knownUntil: Date | null): RegisterReplay {
    const list = (ids: ReadonlySet<string>) => [...ids].slice(0, LISTED);
    const { casesLost, casesOpenAgain, postponedLost, unreadable, undecided } = this.staff;
    return {
      register,
      ...this.counts(),
      knownUntil: knownUntil?.toISOString() ?? null,
      forStaff: {
        casesLost: list(casesLost),
        casesOpenAgain: list(casesOpenAgain),
        postponedLost: list(postponedLost),
        unreadable: list(unreadable),
        undecided: list(undecided),
      },
    };
  }
}
