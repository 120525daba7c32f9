import { SetMetadata } from '@nestjs/common';

export const PUBLIC = 'suoja:public';

/** Opens a route to everyone, without a session. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata(PUBLIC, true);
