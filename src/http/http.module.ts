import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { Idempotency } from './idempotency.js';
import { IdempotencyInterceptor } from './idempotency.interceptor.js';
import { MailboxBudget } from './mailbox-budget.js';
import { OwnPagesGuard } from './own-pages.guard.js';
import { ProblemDetailsFilter } from './problem-details.filter.js';
import { ProblemsController } from './problems.controller.js';
import { RateLimitGuard } from './rate-limit.guard.js';
import { InputPipe } from './validation.pipe.js';

/** The edge, for every controller: our own pages, limits, then the staff guard of the staff module, input, keyed repeats, refusals. */
@Module({
  controllers: [ProblemsController],
  providers: [
    Idempotency,
    MailboxBudget,
    { provide: APP_GUARD, useClass: OwnPagesGuard },
    { provide: APP_GUARD, useClass: RateLimitGuard },
    { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
    { provide: APP_PIPE, useClass: InputPipe },
    { provide: APP_FILTER, useClass: ProblemDetailsFilter },
  ],
  exports: [Idempotency, MailboxBudget],
})
export class HttpModule {}
