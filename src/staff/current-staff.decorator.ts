import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { StaffMember } from './staff-member.js';

/** A request as the guard leaves it for the controllers. */
export interface StaffRequest {
  staff?: StaffMember;
}

/** The account the guard let in. */
export const CurrentStaff = createParamDecorator((_: unknown, context: ExecutionContext): StaffMember => {
  const { staff } = context.switchToHttp().getRequest<StaffRequest>();
  if (!staff) throw new Error('This route is not guarded');
  return staff;
});
