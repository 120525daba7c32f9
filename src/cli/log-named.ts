import type { Policies } from '../registers/policies.js';
import { HOUSE } from '../staff/sessions.service.js';
import { BadInput } from './bad-input.js';

/** The log of a register by its name; `house` is the one that belongs to none. */
export function logNamed(policies: Policies, name: string): string {
  if (policies.has(name)) return name;
  if (name === 'house') return HOUSE;
  throw new BadInput('--register names no register of this house');
}
