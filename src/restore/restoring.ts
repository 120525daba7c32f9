import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import { SearchKeyChange } from '../customers/search-key-change.js';
import { Database } from '../database/database.js';
import { Replay } from './replay.js';
import type { RegisterReplay, ReplayReport } from './replay-report.js';
import { Standing } from './standing.js';
import { type Finding, remedyOf } from './standing-finding.js';

/** Why somebody goes on without a part of the ledger. Codes: evidence takes no text. */
export const ACCEPT_REASONS = ['ledger-lost', 'ledger-damaged', 'ledger-older'] as const;
export type AcceptReason = (typeof ACCEPT_REASONS)[number];

/** What opens a closed house again. */
@Injectable()
export class Restoring {
  constructor(
    private readonly standing: Standing,
    private readonly replays: Replay,
    private readonly database: Database,
    private readonly audit: AuditLog,
    private readonly searchKeys: SearchKeyChange,
  ) {}

  findings(): Promise<Finding[]> {
    return this.standing.findings();
  }

  /** Tells what a replay would do, and changes nothing. */
  dryRun(only?: string): Promise<ReplayReport> {
    return this.replays.alone(async () => {
      const registers: RegisterReplay[] = [];
      for (const register of this.chosen(only)) registers.push(await this.replays.dryRun(register));
      return this.report(true, registers);
    });
  }

  /** Does it, and opens the house when nothing is left to do. A house that is open has nothing to replay. */
  replay(only?: string): Promise<ReplayReport> {
    return this.replays.alone(async () => {
      const registers: RegisterReplay[] = [];
      if ((await this.findings()).length === 0) return this.report(false, registers);
      for (const register of this.chosen(only)) registers.push(await this.replays.run(register));
      await this.openWhereDone();
      return this.report(false, registers);
    });
  }

  /** Goes on without what the ledger has lost. @returns null while entries wait for a replay, which comes first */
  accept(reason: AcceptReason): Promise<readonly Finding[] | null> {
    return this.replays.alone(async () => {
      const findings = await this.findings();
      if (findings.some(({ code }) => code === 'entries-unknown')) return null;
      const accepted = findings.filter((finding) => remedyOf(finding) === 'accept');
      if (accepted.length === 0) return accepted;
      for (const register of this.standing.registers) await this.acceptIn(register, reason, accepted);
      await this.open();
      return accepted;
    });
  }

  private async acceptIn(
    register: string,
    reason: AcceptReason,
    findings: readonly Finding[],
  ): Promise<void> {
    const own = findings.filter((finding) => finding.register === null || finding.register === register);
    if (own.length === 0) return;
    const counted = (code: Finding['code']) => own.find((finding) => finding.code === code)?.count ?? 0;
    const counts = { broken: counted('lines-broken'), missing: counted('entries-missing') };
    // The entry first: accepted without evidence would be worse than evidence of what has to be accepted again.
    await this.database.inRegister(register, (tx) =>
      this.audit.write(tx, register, {
        actor: 'system',
        action: 'restore.accepted',
        details: { reason, findings: own.map(({ code }) => code), ...counts },
      }),
    );
    if (counts.broken + counts.missing > 0) await this.standing.accept(register, { reason, ...counts });
  }

  /** What a crash left undecided is settled now, so every register has to have been replayed before. */
  private async openWhereDone(): Promise<void> {
    if ((await this.findings()).some(({ code }) => !code.startsWith('database-'))) return;
    for (const register of this.standing.registers) if ((await this.replays.waiting(register)) > 0) return;
    await this.standing.settle();
    await this.open();
  }

  /** A backup may know people by a search key that has ended since: nobody would find them. */
  private async open(): Promise<void> {
    for (const register of this.standing.registers) await this.searchKeys.goOn(register);
    await this.standing.epochs.renew();
  }

  private async report(dryRun: boolean, registers: readonly RegisterReplay[]): Promise<ReplayReport> {
    const remaining = [...new Set((await this.findings()).map(({ code }) => code))];
    return { dryRun, open: remaining.length === 0, registers, remaining };
  }

  private chosen(only?: string): readonly string[] {
    return this.standing.registers.filter((register) => only === undefined || register === only);
  }
}
