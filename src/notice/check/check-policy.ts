import type { RegisterPolicy } from '../../domain/register-policy.js';
import type { NoticeReport } from './check-notice.js';
import { type Finding, RULES } from './findings.js';

/** Parts of a policy that may be notStated, and the finding each of them amounts to. */
const UNSTATED = {
  RETENTION_MISSING: ({ retention }) => retention === 'notStated',
  BASIS_MISSING: ({ statedBasis }) => statedBasis.bases === 'notStated',
  DATA_GROUPS_MISSING: ({ dataGroups }) => dataGroups.groups === 'notStated',
  RECIPIENTS_MISSING: ({ recipientGroups }) => recipientGroups.groups === 'notStated',
  COMPLAINT_RIGHT_MISSING: ({ complaint }) => complaint.stated === 'notStated',
  COMPLAINT_CONTACTS_OUTDATED: ({ complaint }) => complaint.stated === 'outdated',
  AUTOMATED_DECISIONS_UNSTATED: ({ automatedDecisions }) => automatedDecisions.made === 'notStated',
  STATUTORY_REQUIREMENT_UNANSWERED: ({ statutoryRequirement }) => statutoryRequirement === 'notStated',
  TRANSFER_SAFEGUARDS_MISSING: ({ transfers }) =>
    transfers.outsideEea !== 'never' && transfers.safeguards === 'notStated',
  REPEALED_LAW_CITED: ({ statedBasis }) => statedBasis.law !== 'GDPR',
} as const satisfies Partial<Record<keyof typeof RULES, (policy: RegisterPolicy) => boolean>>;

/** The findings a policy records, and those that follow from what it leaves unstated. */
export function checkPolicy(policy: RegisterPolicy): NoticeReport {
  const recorded = policy.findings.map(({ code, severity, cite, text }) => ({
    code,
    severity,
    clause: cite,
    reason: text,
  }));
  const known = new Set(recorded.map(({ code }) => code));
  const unstated = Object.entries(UNSTATED).flatMap(([code, applies]): Finding[] => {
    if (known.has(code) || !applies(policy)) return [];
    const { severity, reason, law } = RULES[code as keyof typeof UNSTATED];
    return [{ code, severity, clause: law, reason }];
  });
  return { findings: [...recorded, ...unstated], draftPolicy: policy };
}
