import { Module } from '@nestjs/common';
import { RequestsModule } from '../requests/requests.module.js';
import { DeliveriesController } from './deliveries.controller.js';
import { Deliveries } from './deliveries.js';
import { Packages } from './packages.js';
import { StaffPackagesController } from './staff-packages.controller.js';

/** Handing over the copies that answers point to. */
@Module({
  imports: [RequestsModule],
  controllers: [DeliveriesController, StaffPackagesController],
  providers: [Deliveries, Packages],
  exports: [Deliveries],
})
export class DeliveryModule {}
