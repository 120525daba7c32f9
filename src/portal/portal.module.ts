import { Module } from '@nestjs/common';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { HttpModule } from '../http/http.module.js';
import { RequestsModule } from '../requests/requests.module.js';
import { FeePagesController } from './fee-pages.controller.js';
import { LinkPagesController } from './link-pages.controller.js';
import { RequestPagesController } from './request-pages.controller.js';
import { UnsubscribeController } from './unsubscribe.controller.js';

/** The pages people see. */
@Module({
  imports: [HttpModule, RequestsModule, DeliveryModule],
  controllers: [RequestPagesController, LinkPagesController, FeePagesController, UnsubscribeController],
})
export class PortalModule {}
