import type { Role } from './staff-role.entity.js';

interface Rule {
  /** Who may. An account may hold one role per register and one in all of them. */
  readonly roles: readonly Role[];
  /** Personal material opens only to those bound by a confidentiality commitment (notice, "Rekisterin suojauksen periaatteet"). */
  readonly personal: boolean;
}

/** What staff may do. A route names one of these, or nobody gets in. */
export const PERMISSIONS = {
  'policy.read': { roles: ['clerk', 'supervisor', 'admin', 'auditor'], personal: false },
  'customers.read': { roles: ['clerk', 'supervisor', 'admin'], personal: true },
  'customers.write': { roles: ['clerk', 'supervisor', 'admin'], personal: true },
  'records.write': { roles: ['clerk', 'supervisor', 'admin'], personal: true },
  'disclosures.write': { roles: ['clerk', 'supervisor', 'admin'], personal: true },
  /** Name and postal address of everybody at once. */
  'mailing-lists.make': { roles: ['supervisor', 'admin'], personal: true },
  'restrictions.write': { roles: ['clerk', 'supervisor', 'admin'], personal: true },
  /** That an exception of Art. 18(2) is met is a legal judgement, and it opens what the person had closed. */
  'restrictions.use': { roles: ['supervisor', 'admin'], personal: true },
  /** Requests with the words of the person. */
  'requests.read': { roles: ['clerk', 'supervisor', 'admin'], personal: true },
  /** Plan, clock and timeline of a request: ids, codes and dates, no personal value. */
  'requests.trace': { roles: ['clerk', 'supervisor', 'admin', 'auditor'], personal: true },
  'requests.handle': { roles: ['clerk', 'supervisor', 'admin'], personal: true },
  'requests.approve': { roles: ['supervisor', 'admin'], personal: true },
  /** Tasks say where paper lies and who keeps it: named staff under commitment only (notice, manual material). */
  'tasks.handle': { roles: ['clerk', 'supervisor', 'admin'], personal: true },
  'holds.write': { roles: ['clerk', 'supervisor', 'admin'], personal: true },
  'holds.release': { roles: ['supervisor', 'admin'], personal: true },
  'purges.run': { roles: ['supervisor', 'admin'], personal: true },
  'purges.read': { roles: ['supervisor', 'admin', 'auditor'], personal: true },
  'audit.read': { roles: ['supervisor', 'admin', 'auditor'], personal: true },
  'staff.manage': { roles: ['admin'], personal: false },
} as const satisfies Record<string, Rule>;

export type Permission = keyof typeof PERMISSIONS;

export function isPersonal(permission: Permission): boolean {
  return PERMISSIONS[permission].personal;
}

export function allows(permission: Permission, roles: readonly Role[]): boolean {
  const allowed: readonly Role[] = PERMISSIONS[permission].roles;
  return roles.some((role) => allowed.includes(role));
}
