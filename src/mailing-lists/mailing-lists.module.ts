import { Module } from '@nestjs/common';
import { CustomersModule } from '../customers/customers.module.js';
import { LabelSelection } from './label-selection.js';
import { MailingListsController } from './mailing-lists.controller.js';
import { MailingLists } from './mailing-lists.service.js';

/** Lists that leave the register, for example as mailing labels. */
@Module({
  imports: [CustomersModule],
  controllers: [MailingListsController],
  providers: [MailingLists, LabelSelection],
})
export class MailingListsModule {}
