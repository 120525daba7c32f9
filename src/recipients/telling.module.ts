import { Module } from '@nestjs/common';
import { NotificationOutbox } from './notification-outbox.js';
import { RecipientTelling } from './recipient-telling.js';

const TELLING = [RecipientTelling, NotificationOutbox];

/** Writes what recipients are to be told (Art. 19), for whoever changes data. Needs `Nudges` from the application. */
@Module({ providers: TELLING, exports: TELLING })
export class TellingModule {}
