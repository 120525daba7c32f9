/** Art. 18(2): on what restricted data may be used besides being stored, which is always allowed. */
export const PERMITTED_GROUNDS = ['consent', 'legal-claims', 'rights-of-another', 'public-interest'] as const;
export type PermittedGround = (typeof PERMITTED_GROUNDS)[number];

/** What a permission opens restricted data for. */
export const RESTRICTED_OPERATIONS = ['read', 'edit', 'disclose', 'export'] as const;
export type RestrictedOperation = (typeof RESTRICTED_OPERATIONS)[number];

/** A permission is for the work at hand; whoever needs more says so again. */
export const PERMITTED_FOR_MINUTES = 60;
