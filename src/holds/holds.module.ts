import { Module } from '@nestjs/common';
import { CustomersModule } from '../customers/customers.module.js';
import { HoldReading } from './hold-reading.service.js';
import { HoldsController } from './holds.controller.js';
import { Holds } from './holds.service.js';

/** Holds set by hand. Needs `Nudges` from the application. */
@Module({
  imports: [CustomersModule],
  controllers: [HoldsController],
  providers: [Holds, HoldReading],
  exports: [Holds],
})
export class HoldsModule {}
