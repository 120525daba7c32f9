import { Module } from '@nestjs/common';
import { Prohibitions } from './prohibitions.js';
import { Suppressions } from './suppressions.js';
import { UnsubscribeLinks } from './unsubscribe-links.js';

const SERVICES = [Suppressions, Prohibitions, UnsubscribeLinks];

/** Prohibitions that outlive a person's data, and the links by which people set them. */
@Module({ providers: SERVICES, exports: SERVICES })
export class ObjectionsModule {}
