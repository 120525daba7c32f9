import { type DynamicModule, Module } from '@nestjs/common';
import { AuditModule } from './audit/audit.module.js';
import { CustomersModule } from './customers/customers.module.js';
import { DeliveryModule } from './delivery/delivery.module.js';
import { MailboxModule } from './embedded/mailbox.module.js';
import type { LocalMailbox } from './embedded/local-mailbox.js';
import { EvidenceModule } from './evidence/evidence.module.js';
import { HoldsModule } from './holds/holds.module.js';
import { type House, HouseModule } from './house.module.js';
import { HttpModule } from './http/http.module.js';
import { JobsModule } from './jobs/jobs.module.js';
import { MailingListsModule } from './mailing-lists/mailing-lists.module.js';
import { MarketingModule } from './marketing/marketing.module.js';
import { PortalModule } from './portal/portal.module.js';
import { RecipientsModule } from './recipients/recipients.module.js';
import { RegistersModule } from './registers/registers.module.js';
import { RequestsModule } from './requests/requests.module.js';
import { RestoreModule } from './restore/restore.module.js';
import { RestrictionsModule } from './restrictions/restrictions.module.js';
import { RetentionModule } from './retention/retention.module.js';
import { StaffModule } from './staff/staff.module.js';
import { WorkerModule } from './worker.module.js';

const FEATURES = [
  HttpModule,
  StaffModule,
  AuditModule,
  EvidenceModule,
  RegistersModule,
  CustomersModule,
  RecipientsModule,
  MailingListsModule,
  MarketingModule,
  RestrictionsModule,
  HoldsModule,
  RequestsModule,
  RetentionModule,
  RestoreModule,
  DeliveryModule,
  PortalModule,
];

export interface Parts {
  readonly jobs: boolean;
  readonly mailbox: LocalMailbox | null;
}

/** The whole service; with or without the jobs. */
@Module({})
export class AppModule {
  static for(house: House, { jobs, mailbox }: Parts): DynamicModule {
    return {
      module: AppModule,
      imports: [
        HouseModule.for(house),
        JobsModule,
        ...FEATURES,
        ...(jobs ? [WorkerModule] : []),
        ...(mailbox ? [MailboxModule.for(mailbox)] : []),
      ],
    };
  }
}
