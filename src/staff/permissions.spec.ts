import { describe, expect, it } from 'vitest';
import { allows, isPersonal, type Permission, PERMISSIONS } from './permissions.js';
import { type Role, ROLES } from './staff-role.entity.js';

/** The whole matrix, so that a change of it is a change here too: c(lerk) s(upervisor) a(dmin) u (auditor). */
const MATRIX: Readonly<Record<Permission, string>> = {
  'policy.read': 'csau',
  'customers.read': 'csa',
  'customers.write': 'csa',
  'records.write': 'csa',
  'disclosures.write': 'csa',
  'mailing-lists.make': 'sa',
  'restrictions.write': 'csa',
  'restrictions.use': 'sa',
  'requests.read': 'csa',
  'requests.trace': 'csau',
  'requests.handle': 'csa',
  'requests.approve': 'sa',
  'tasks.handle': 'csa',
  'holds.write': 'csa',
  'holds.release': 'sa',
  'purges.run': 'sa',
  'purges.read': 'sau',
  'audit.read': 'sau',
  'staff.manage': 'a',
};
const LETTER: Readonly<Record<Role, string>> = { clerk: 'c', supervisor: 's', admin: 'a', auditor: 'u' };
const permissions = Object.keys(PERMISSIONS) as Permission[];

describe('permissions', () => {
  it.each(permissions)('%s is for its roles only', (permission) => {
    const allowed = ROLES.filter((role) => allows(permission, [role])).map((role) => LETTER[role]);
    expect(allowed.join('')).toBe(MATRIX[permission]);
    expect(allows(permission, [])).toBe(false);
  });

  it('let an auditor change nothing', () => {
    const open = permissions.filter((permission) => allows(permission, ['auditor']));
    expect(open.every((permission) => /\.(read|trace)$/.test(permission))).toBe(true);
  });

  it('need a confidentiality commitment wherever there is personal material', () => {
    expect(permissions.filter((permission) => !isPersonal(permission))).toEqual([
      'policy.read',
      'staff.manage',
    ]);
  });
});
