/** Seconds until what was not taken is tried again; after the last it becomes a staff task. */
export const RETRY_AFTER = [5, 15, 60, 300, 900, 3600, 3600 * 4, 3600 * 12, 3600 * 24] as const;

/** Seconds one attempt may take: longer than any limit of the way itself, so that nothing is tried twice at once. */
export const ATTEMPT = 120;

export const later = (now: Date, seconds: number) => new Date(now.getTime() + seconds * 1000);
