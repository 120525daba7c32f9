import { Module } from '@nestjs/common';
import { CustomersModule } from '../customers/customers.module.js';
import { ObjectionsModule } from '../objections/objections.module.js';
import { MarketingController } from './marketing.controller.js';
import { MarketingVerdicts } from './marketing-verdicts.js';
import { MarketingConsents } from './marketing-consents.service.js';

/** Electronic direct marketing: consents and what they allow. */
@Module({
  imports: [CustomersModule, ObjectionsModule],
  controllers: [MarketingController],
  providers: [MarketingConsents, MarketingVerdicts],
})
export class MarketingModule {}
