import { Module } from '@nestjs/common';
import { Prohibitions } from './prohibitions.js';
import { Suppressions } from './suppressions.js';

/** Prohibitions that outlive a person's data. */
@Module({ providers: [Suppressions, Prohibitions], exports: [Suppressions, Prohibitions] })
export class ObjectionsModule {}
