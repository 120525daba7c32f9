import { SetMetadata } from '@nestjs/common';

export const FROM_ANY_SITE = 'suoja:from-any-site';

/** A route whose token in the address is all that counts, so that a page of another site gains nothing by calling it. */
export const FromAnySite = (): MethodDecorator => SetMetadata(FROM_ANY_SITE, true);
