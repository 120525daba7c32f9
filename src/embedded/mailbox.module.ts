import { type DynamicModule, Module } from '@nestjs/common';
import type { LocalMailbox } from './local-mailbox.js';
import { LOCAL_MAILBOX, MailboxController } from './mailbox.controller.js';

/** Shows the mails of the local mailbox; there only where mail goes nowhere else. */
@Module({})
export class MailboxModule {
  static for(mailbox: LocalMailbox): DynamicModule {
    return {
      module: MailboxModule,
      controllers: [MailboxController],
      providers: [{ provide: LOCAL_MAILBOX, useValue: mailbox }],
    };
  }
}
