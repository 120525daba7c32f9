import { Injectable } from '@nestjs/common';
import type { AnsweredCorrection } from '../answers/answer.js';
import type { Actor } from '../audit/audit-log.js';
import { effectOfItem, RecipientTelling } from '../recipients/recipient-telling.js';
import { Amending, type Decided } from './amending.js';
import { answeredOf, changesOf, outcomeOf } from './answered-corrections.js';
import { Certifying } from './certifying.js';
import { Cases } from './cases.js';
import type { Carried, Carrying } from './fulfilment.js';
import { type CorrectionDecision, verdictOn } from './proposal-decisions.js';
import { decidedView, viewOf } from './proposal-view.js';
import { proposalsOf, unneededBy } from './proposals.js';

/** Art. 16: what may be corrected is, what may not is refused with its reason; vouchers of closed years never change. */
@Injectable()
export class Correcting {
  constructor(
    private readonly amending: Amending,
    private readonly cases: Cases,
    private readonly telling: RecipientTelling,
    private readonly certifying: Certifying,
  ) {}

  async carryOut(work: Carrying): Promise<Carried> {
    const decisions = this.cases.decision(work.opened, work.item)?.corrections ?? [];
    const decided = decidedOf(work, decisions);
    const corrections = await this.carry(work, decided);
    await this.erase(work, decided);
    await this.certifying.certify(work, corrections, work.item.approvedBy);
    return { corrections, ...outcomeOf(corrections) };
  }

  /** Refused together by whoever `refusedBy` is: only what the person stated is kept beside the data. The refusal's own words are the reason. */
  async refuse(work: Carrying, recordStatement: boolean, refusedBy: Actor): Promise<AnsweredCorrection[]> {
    const proposals = proposalsOf(work.subject.file, work.opened.file);
    const decisions = [...new Set(proposals.map(({ category }) => category))].map(
      (category): CorrectionDecision => ({ category, accepted: false, reason: null, recordStatement }),
    );
    const corrections = await this.carry(work, decidedOf(work, decisions));
    await this.certifying.certify(work, corrections, refusedBy === 'system' ? null : refusedBy);
    return corrections;
  }

  /** Amends the register, tells whoever has the data, and notes on the item what became of each proposal. */
  private async carry(work: Carrying, decided: readonly Decided[]): Promise<AnsweredCorrection[]> {
    const { tx, opened, item, subject, plan } = work;
    const statements = await this.amending.amend(tx, subject.file, subject.values, decided);
    const corrections = decided.map((each) => answeredOf(work, each, statements));
    await this.telling.tell(tx, effectOfItem(work), changesOf(decided, statements));
    await this.cases.note(tx, opened, item, {
      proposals: decided.map(({ proposal, verdict }, index) =>
        decidedView(viewOf(proposal, subject, plan), proposal, verdict, corrections[index]!.statement),
      ),
    });
    return corrections;
  }

  /** After all else. What was not accepted stays, whatever the plan allows. */
  private async erase({ tx, opened, subject, plan }: Carrying, decided: readonly Decided[]): Promise<void> {
    const accepted = decided.filter(({ verdict }) => verdict.done !== 'nothing');
    const gone = unneededBy(
      subject.file,
      accepted.map(({ proposal }) => proposal),
    );
    if (gone.size === 0) return;
    const data = plan.data.map((planned) =>
      planned.outcome === 'erase' && !gone.has(planned.datum)
        ? { ...planned, outcome: 'keep' as const, rule: 'rectification.not-contested' as const }
        : planned,
    );
    await this.amending.erase(tx, subject.file, { ...plan, data }, opened.request.id);
  }
}

function decidedOf({ opened, subject, plan }: Carrying, decisions: readonly CorrectionDecision[]): Decided[] {
  const proposals = proposalsOf(subject.file, opened.file);
  return proposals.map((proposal) => ({
    proposal,
    verdict: verdictOn(proposal, plan, decisions, proposals),
  }));
}
