import { Module } from '@nestjs/common';
import { CustomersModule } from '../customers/customers.module.js';
import { RequestsModule } from '../requests/requests.module.js';
import { LiftLetters } from './lift-letters.js';
import { PermittedUsesController } from './permitted-uses.controller.js';
import { PermittedUses } from './permitted-uses.service.js';
import { RestrictionLifting } from './restriction-lifting.service.js';
import { RestrictionsController } from './restrictions.controller.js';
import { Restrictions } from './restrictions.service.js';

/** Art. 18. Needs `Nudges` from the application. */
@Module({
  imports: [CustomersModule, RequestsModule],
  controllers: [RestrictionsController, PermittedUsesController],
  providers: [Restrictions, RestrictionLifting, LiftLetters, PermittedUses],
  exports: [Restrictions, PermittedUses],
})
export class RestrictionsModule {}
