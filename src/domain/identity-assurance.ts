/**
 * How sure we are that the one who asks is the person (Art. 12(6) GDPR). What is required follows the risk, never the form:
 * a signature has nothing to be compared with (decision 6097/161/21), and no identity document is copied.
 */
export const EVIDENCE_LEVELS = {
  signature: 0,
  'known-channel': 1,
  'customer-account': 2,
  'call-back': 4,
  'posted-letter': 4,
  'id-shown': 4,
  'strong-identification': 4,
} as const satisfies Record<string, AssuranceLevel>;

export type AssuranceLevel = 0 | 1 | 2 | 3 | 4;

/** `record-fact` is one matched fact only the person knows, such as an order's number; give it once for each different fact. */
export type EvidenceKind = keyof typeof EVIDENCE_LEVELS | 'record-fact';
export const EVIDENCE_KINDS = [...Object.keys(EVIDENCE_LEVELS), 'record-fact'] as readonly EvidenceKind[];

export const IDENTITY_VERDICTS = ['IDENTIFIED', 'REASONABLE_DOUBT', 'NOT_IDENTIFIABLE'] as const;
export type IdentityVerdict = (typeof IDENTITY_VERDICTS)[number];

export function assuranceLevel(evidence: readonly EvidenceKind[]): AssuranceLevel {
  const single = evidence.map((kind) => (kind === 'record-fact' ? 0 : EVIDENCE_LEVELS[kind]));
  return Math.max(0, factLevel(evidence), ...single) as AssuranceLevel;
}

/** One matching fact proves nothing alone; from the address on record it raises the level by one. */
function factLevel(evidence: readonly EvidenceKind[]): AssuranceLevel {
  const facts = evidence.filter((kind) => kind === 'record-fact').length;
  if (facts >= 2) return 3;
  return facts === 1 && evidence.includes('known-channel') ? 2 : 0;
}

/** `matches`: how many people of the register the request may be about. Only one can be identified (Art. 11(2) GDPR). */
export function identityVerdict(matches: number, level: number, required: number): IdentityVerdict {
  if (matches === 0) return 'NOT_IDENTIFIABLE';
  return matches === 1 && level >= required ? 'IDENTIFIED' : 'REASONABLE_DOUBT';
}
