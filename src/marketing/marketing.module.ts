import { Module } from '@nestjs/common';
import { CustomersModule } from '../customers/customers.module.js';
import { ObjectionsModule } from '../objections/objections.module.js';
import { MarketingController } from './marketing.controller.js';
import { Marketing } from './marketing.service.js';

/** Electronic direct marketing: consents and what they allow. */
@Module({
  imports: [CustomersModule, ObjectionsModule],
  controllers: [MarketingController],
  providers: [Marketing],
})
export class MarketingModule {}
