import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth } from '@nestjs/swagger';

export const ANY_SESSION = 'suoja:any-session';

/** Opens a route to every account that is logged in, whatever its roles: what concerns the session itself. */
export function AnySession(): MethodDecorator {
  return applyDecorators(SetMetadata(ANY_SESSION, true), ApiBearerAuth());
}
