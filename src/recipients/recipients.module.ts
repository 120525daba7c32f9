import { Module } from '@nestjs/common';
import { CustomersModule } from '../customers/customers.module.js';
import { RestrictionsModule } from '../restrictions/restrictions.module.js';
import { DisclosuresController } from './disclosures.controller.js';
import { Disclosures } from './disclosures.service.js';

/** Who received what. */
@Module({
  imports: [CustomersModule, RestrictionsModule],
  controllers: [DisclosuresController],
  providers: [Disclosures],
  exports: [Disclosures],
})
export class RecipientsModule {}
