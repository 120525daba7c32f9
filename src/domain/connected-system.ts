import type { ConnectedSystem, RegisterPolicy } from './register-policy.js';

/** Name of the secret that proves a message to be the system's, and ours to it. */
export const secretOf = ({ reach }: Pick<ConnectedSystem, 'reach'>): string =>
  'webhook' in reach ? reach.webhook.secret : reach.secret;

/** The system of that code, if the policy in force still names it. */
export const systemOf = ({ systems = [] }: Pick<RegisterPolicy, 'systems'>, code: string | null) =>
  systems.find((system) => system.code === code);
