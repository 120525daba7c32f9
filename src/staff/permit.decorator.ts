import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth } from '@nestjs/swagger';
import type { Permission } from './permissions.js';

export const PERMISSION = 'suoja:permission';

/** Opens a route, or all routes of a controller, to those who hold this permission in the register of the path. */
export function Permit(permission: Permission): MethodDecorator & ClassDecorator {
  return applyDecorators(SetMetadata(PERMISSION, permission), ApiBearerAuth());
}
