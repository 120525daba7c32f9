import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { IdPipe } from '../http/id.pipe.js';
import { CurrentStaff } from '../staff/current-staff.decorator.js';
import { Permit } from '../staff/permit.decorator.js';
import { StaffMember } from '../staff/staff-member.js';
import { RedactDto } from './dto/redaction.dto.js';
import { RequestDto } from './dto/request.dto.js';
import { Handling } from './handling.js';
import { Redacting } from './redacting.js';

/** Keeping others out of a copy. */
@Controller('v1/registers/:register/requests/:id/redactions')
export class RedactionsController {
  constructor(
    private readonly redacting: Redacting,
    private readonly handling: Handling,
  ) {}

  /** Takes a datum of the person, or a part of it, out of the copy that is not yet made. */
  @Post()
  @HttpCode(200)
  @Permit('requests.handle')
  redact(
    @Param('register') register: string,
    @Param('id', IdPipe) id: string,
    @Body() dto: RedactDto,
    @CurrentStaff() staff: StaffMember,
  ): Promise<RequestDto> {
    return this.handling.on(register, id, (tx) => this.redacting.redact(tx, id, dto, staff.id));
  }
}
