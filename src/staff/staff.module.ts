import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { Denials } from './denials.js';
import { LoginCheck } from './login-check.js';
import { LoginThrottle } from './login-throttle.js';
import { Passwords } from './passwords.js';
import { SessionsController } from './sessions.controller.js';
import { Sessions } from './sessions.service.js';
import { StaffChanges } from './staff-changes.service.js';
import { StaffList } from './staff-list.service.js';
import { StaffController } from './staff.controller.js';
import { StaffGuard } from './staff.guard.js';
import { StaffAccounts } from './staff.service.js';
import { Totp } from './totp.js';

/** Accounts, logins and the guard in front of every route. */
@Module({
  controllers: [SessionsController, StaffController],
  providers: [
    Denials,
    LoginCheck,
    LoginThrottle,
    Passwords,
    Sessions,
    StaffAccounts,
    StaffChanges,
    StaffList,
    Totp,
    { provide: APP_GUARD, useClass: StaffGuard },
  ],
  exports: [Sessions, StaffAccounts],
})
export class StaffModule {}
