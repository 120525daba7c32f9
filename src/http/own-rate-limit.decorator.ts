import { SetMetadata } from '@nestjs/common';

export const OWN_RATE_LIMIT = 'suoja:own-rate-limit';

/** A public route that counts by itself, e.g. only what failed. */
export const OwnRateLimit = (): MethodDecorator => SetMetadata(OWN_RATE_LIMIT, true);
