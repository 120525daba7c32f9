import { Module } from '@nestjs/common';
import { AuditController } from './audit.controller.js';
import { AuditEntries } from './audit-entries.service.js';

@Module({ controllers: [AuditController], providers: [AuditEntries] })
export class AuditModule {}
