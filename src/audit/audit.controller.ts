import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Permit } from '../staff/permit.decorator.js';
import { AuditEntries } from './audit-entries.service.js';
import { AuditPageDto, AuditQuery } from './dto/audit-entry.dto.js';

@ApiTags('Audit')
@Controller('v1/registers/:register/audit-entries')
@Permit('audit.read')
export class AuditController {
  constructor(private readonly entries: AuditEntries) {}

  /** What happened in the register, oldest first. */
  @Get()
  list(@Param('register') register: string, @Query() query: AuditQuery): Promise<AuditPageDto> {
    return this.entries.list(register, query);
  }
}
