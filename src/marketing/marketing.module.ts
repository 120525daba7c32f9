import { Module } from '@nestjs/common';
import { CustomersModule } from '../customers/customers.module.js';
import { MarketingController } from './marketing.controller.js';
import { Marketing } from './marketing.service.js';

/** Electronic direct marketing: consents and what they allow. */
@Module({ imports: [CustomersModule], controllers: [MarketingController], providers: [Marketing] })
export class MarketingModule {}
