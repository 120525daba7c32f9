/**
 * What a rectification may ask of a datum (Art. 16): another value, what is missing, the person's supplementary
 * statement beside it; and by the notices that what is unnecessary or outdated is erased.
 */
export const CORRECTION_KINDS = ['correct', 'complete', 'statement', 'delete'] as const;
export type CorrectionKind = (typeof CORRECTION_KINDS)[number];

/** Longest supplementary statement, in characters. */
export const MAX_STATEMENT_LENGTH = 1000;
