import { Module } from '@nestjs/common';
import { CustomersModule } from '../customers/customers.module.js';
import { RequestsModule } from '../requests/requests.module.js';
import { RestrictionsController } from './restrictions.controller.js';
import { Restrictions } from './restrictions.service.js';

/** Art. 18. Needs `Nudges` from the application. */
@Module({
  imports: [CustomersModule, RequestsModule],
  controllers: [RestrictionsController],
  providers: [Restrictions],
  exports: [Restrictions],
})
export class RestrictionsModule {}
