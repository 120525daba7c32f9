import { hasReceived } from '../recipients/parties.js';
import type { DatumValue, Subject } from '../customers/person-file.js';
import type { Category } from '../domain/category.js';
import type { CorrectionKind } from '../domain/correction.js';
import type { Plan } from '../domain/plan.js';
import { isBaseless, obstacleTo, type Verdict } from './proposal-decisions.js';
import type { Proposal } from './proposals.js';

/** A proposal as staff see it: the datum before and after, who has it, and whether it can be changed at all. */
export interface ProposalView {
  readonly id: string;
  readonly datumId: string | null;
  readonly category: Category;
  readonly kind: CorrectionKind;
  readonly before: DatumValue | null;
  readonly after: DatumValue | null;
  readonly grounds: string;
  /** Which datum is meant, in the person's words. */
  readonly which?: string;
  /** Code of a source in the register policy. */
  readonly source: string | null;
  /** Codes of the recipients it was disclosed to. */
  readonly recipients: readonly string[];
  readonly alterable: boolean;
  readonly why?: 'voucher-unalterable' | 'held' | 'missing-fact' | 'no-such-datum';
  readonly holds: readonly string[];
  readonly keepUntil: string | null;
}

/** What became of a proposal. */
export interface DecidedProposal extends ProposalView {
  readonly decision: {
    readonly accepted: Verdict['done'];
    readonly reason: string | null;
    /** The statement that was recorded beside the datum. */
    readonly statement: string | null;
  };
}

export function viewOf(
  proposal: Proposal,
  { file, values, statements }: Subject,
  plan: Pick<Plan, 'data'>,
): ProposalView {
  const { id, category, kind, datum, correction } = proposal;
  const obstacle = obstacleTo(proposal, plan);
  const why = isBaseless(proposal)
    ? 'no-such-datum'
    : obstacle && (REASONS[obstacle.rule] ?? (obstacle.holds.length > 0 ? 'held' : 'missing-fact'));
  const held = datum && ((kind === 'statement' ? statements : values).get(datum.id) ?? null);
  const received = file.disclosures.filter(
    (disclosure) => datum && hasReceived(disclosure, { category, dataIds: [datum.id] }, () => datum.recordId),
  );
  return {
    id,
    datumId: datum?.id ?? null,
    category,
    kind,
    before: held,
    after: kind === 'delete' ? null : changedTo(proposal, held, correction.value ?? ''),
    grounds: correction.grounds,
    ...(correction.which === undefined ? {} : { which: correction.which }),
    source: datum?.source ?? null,
    recipients: [...new Set(received.map(({ recipient }) => recipient))],
    alterable: why === null,
    ...(why === null ? {} : { why }),
    holds: obstacle?.holds ?? [],
    keepUntil: obstacle?.keepUntil ?? null,
  };
}

/** The same after the decision: what the datum says now. */
export function decidedView(
  view: ProposalView,
  proposal: Proposal,
  { done, reason, value }: Verdict,
  statement: string | null,
): DecidedProposal {
  const { before, kind } = view;
  const changed = kind === 'delete' ? null : changedTo(proposal, before, value);
  const after = done === 'nothing' ? before : changed;
  return { ...view, after, decision: { accepted: done, reason, statement } };
}

const REASONS: Partial<Record<string, NonNullable<ProposalView['why']>>> = {
  'rectification.closed-voucher': 'voucher-unalterable',
  'missing-fact': 'missing-fact',
};

/**
 * A text is replaced; the content of a record keeps its facts and gains the person's statement; a statement comes after
 * what was stated before.
 */
export function changedTo({ kind }: Proposal, before: DatumValue | null, value: string): DatumValue {
  if (before === null) return value;
  if (typeof before !== 'string') return { ...before, statement: value };
  return kind === 'statement' ? `${before}\n\n${value}` : value;
}
