import type { Role } from './staff-role.entity.js';

/** The account behind a request. */
export class StaffMember {
  constructor(
    readonly id: string,
    /** Its roles in the register of the path; on routes without one, its roles in every register. */
    readonly roles: readonly Role[],
  ) {}
}
