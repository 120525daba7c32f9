import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { IdPipe } from '../http/id.pipe.js';
import { CurrentStaff } from '../staff/current-staff.decorator.js';
import { Permit } from '../staff/permit.decorator.js';
import { StaffMember } from '../staff/staff-member.js';
import { RedactDto } from './dto/redaction.dto.js';
import { RequestDto } from './dto/request.dto.js';
import { WithholdDto } from './dto/withhold.dto.js';
import { Handling } from './handling.js';
import { Redacting } from './redacting.js';
import { Withholding } from './withholding.js';

/** What a copy leaves out: parts that tell of others, and data the law keeps from the person. */
@Controller('v1/registers/:register/requests/:id')
export class RedactionsController {
  constructor(
    private readonly redacting: Redacting,
    private readonly withholding: Withholding,
    private readonly handling: Handling,
  ) {}

  /** Takes a datum of the person, or a part of it, out of the copy that is not yet made. */
  @Post('redactions')
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

  /** Refuses a part of the copy, by category or datum, with a reason; the rest is given. */
  @Post('withhold')
  @HttpCode(200)
  @Permit('requests.approve')
  withhold(
    @Param('register') register: string,
    @Param('id', IdPipe) id: string,
    @Body() dto: WithholdDto,
    @CurrentStaff() staff: StaffMember,
  ): Promise<RequestDto> {
    return this.handling.on(register, id, (tx) => this.withholding.withhold(tx, id, dto, staff.id));
  }
}
