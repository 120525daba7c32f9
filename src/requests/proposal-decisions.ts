import { requireValue } from '../customers/datum-value.js';
import type { Category } from '../domain/category.js';
import { DomainError } from '../domain/domain-error.js';
import type { Plan, PlannedDatum } from '../domain/plan.js';
import { isAddition, type Proposal } from './proposals.js';

/** What whoever approves decides of the proposals of a category, of a datum, or of one proposal. */
export interface CorrectionDecision {
  readonly category: Category;
  readonly accepted: boolean;
  readonly reason: string | null;
  readonly proposalId?: string | undefined;
  readonly datumId?: string | undefined;
  /** What the datum shall say instead of what was asked. */
  readonly value?: string | undefined;
  readonly recordStatement?: boolean | undefined;
}

/** What is done about one proposal, and why not all that was asked. */
export interface Verdict {
  readonly done: 'whole' | 'part' | 'nothing';
  /** What the datum shall say, or the statement; empty where neither is asked for. */
  readonly value: string;
  /** A code of the house, or the words of whoever decided. */
  readonly reason: string | null;
  /** What stands in the way, where it is the plan. */
  readonly obstacle: PlannedDatum | null;
  /** Statement to keep beside the datum. */
  readonly statement: string | null;
}

/** What keeps a proposal from being carried out, whoever decides; `null` when nothing does. */
export function obstacleTo({ kind, datum }: Proposal, plan: Pick<Plan, 'data'>): PlannedDatum | null {
  if (datum === null || kind === 'statement') return null;
  const planned = plan.data.find((each) => each.datum === datum.id);
  return planned && planned.outcome !== (kind === 'delete' ? 'erase' : 'correct') ? planned : null;
}

export const isBaseless = (proposal: Proposal) => proposal.datum === null && !isAddition(proposal);

/** What is decided: by the decision that names the proposal most closely, and never against the plan. */
export function verdictOn(
  proposal: Proposal,
  plan: Pick<Plan, 'data'>,
  decisions: readonly CorrectionDecision[],
  proposals: readonly Proposal[],
): Verdict {
  const decision = decisionOn(proposal, decisions, proposals);
  const { correction, kind } = proposal;
  const obstacle = obstacleTo(proposal, plan);
  const asked = [correction.value, correction.grounds].filter(Boolean).join('\n');
  const wish = correction.statement ?? (decision?.recordStatement ? asked : null);
  const beside = kind === 'statement' || proposal.datum === null ? null : wish;
  const value = correction.value ?? '';
  const not = { done: 'nothing', value, obstacle: null, statement: beside } as const;
  if (decision && !decision.accepted) return { ...not, reason: decision.reason };
  if (isBaseless(proposal)) return { ...not, reason: 'no-such-datum' };
  if (obstacle?.rule === 'rectification.closed-voucher')
    return { ...not, reason: 'accounting-record', obstacle };
  if (obstacle) return { ...not, reason: 'data-needed', obstacle };
  if (decision?.value !== undefined && decision.value !== correction.value)
    return {
      done: 'part',
      value: decision.value,
      reason: decision.reason,
      obstacle: null,
      statement: beside,
    };
  return { done: 'whole', value, reason: null, obstacle: null, statement: null };
}

export function decisionOn(
  proposal: Proposal,
  decisions: readonly CorrectionDecision[],
  proposals: readonly Proposal[],
): CorrectionDecision | undefined {
  return decisions
    .filter((decision) => covers(decision, proposal, proposals))
    .sort((one, other) => closeness(other) - closeness(one))[0];
}

const names = ({ category, datumId, proposalId }: CorrectionDecision, proposal: Proposal) =>
  proposal.category === category &&
  (datumId === undefined || proposal.datum?.id === datumId) &&
  (proposalId === undefined || proposal.id === proposalId);

/** A statement is the person's own to make, so refusing the change beside it does not refuse the statement. */
function covers(decision: CorrectionDecision, proposal: Proposal, proposals: readonly Proposal[]): boolean {
  if (!names(decision, proposal)) return false;
  if (proposal.kind !== 'statement' || decision.proposalId !== undefined) return true;
  return !proposals.some((other) => other.kind !== 'statement' && names(decision, other));
}

const closeness = ({ proposalId, datumId }: CorrectionDecision) =>
  proposalId !== undefined ? 2 : datumId !== undefined ? 1 : 0;

type Given = Omit<CorrectionDecision, 'reason'> & { readonly reason?: string | undefined };

/** Throws INVALID_VALUE or REASON_REQUIRED with the place of the first decision that cannot be. */
export function requireDecidable(
  given: readonly Given[],
  proposals: readonly Proposal[],
  plan: Pick<Plan, 'data'>,
): void {
  const decisions = given.map((decision) => ({ ...decision, reason: decision.reason ?? null }));
  for (const [index, decision] of decisions.entries()) {
    const refuse = (field: string, reason: string) => {
      throw new DomainError('INVALID_VALUE', { pointer: `/corrections/${index}/${field}`, reason });
    };
    const of = proposals.filter((proposal) => covers(decision, proposal, proposals));
    const named =
      decision.proposalId !== undefined
        ? 'proposalId'
        : decision.datumId !== undefined
          ? 'datumId'
          : 'category';
    if (of.length === 0) refuse(named, 'NO_SUCH_PROPOSAL');
    const twin = decisions
      .slice(0, index)
      .some((earlier) =>
        of.some((one) => covers(earlier, one, proposals) && closeness(earlier) === closeness(decision)),
      );
    if (twin) refuse(named, 'DECIDED_TWICE');
    const hopeless = of.every((one) => isBaseless(one) || obstacleTo(one, plan) !== null);
    if (decision.accepted && hopeless && named !== 'category') refuse('accepted', 'NOT_ALTERABLE');
    requireWhole(decision, of, index, refuse);
  }
}

/** A value of the decider's own goes with a reason, and only where a value was asked for. */
function requireWhole(
  { accepted, value, reason, category }: CorrectionDecision,
  of: readonly Proposal[],
  index: number,
  refuse: (field: string, reason: string) => void,
): void {
  const pointer = (field: string) => `/corrections/${index}/${field}`;
  if (!accepted && value !== undefined) refuse('value', 'NOT_ACCEPTED');
  const inPart = value !== undefined && of.some(({ correction }) => correction.value !== value);
  if ((!accepted || inPart) && (reason === null || reason.trim() === ''))
    throw new DomainError('REASON_REQUIRED', { pointer: pointer('reason') });
  if (accepted && reason !== null && value === undefined) refuse('value', 'MISSING_VALUE');
  if (value === undefined) return;
  if (of.some(({ kind }) => kind === 'statement' || kind === 'delete')) refuse('value', 'NOTHING_TO_REPLACE');
  requireValue(category, value, pointer('value'));
}
