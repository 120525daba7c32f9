import { Controller, Get, Headers, Param, Query } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { IdPipe } from '../http/id.pipe.js';
import { CurrentStaff } from '../staff/current-staff.decorator.js';
import { Permit } from '../staff/permit.decorator.js';
import { StaffMember } from '../staff/staff-member.js';
import { ProposalsDto } from './dto/proposal.dto.js';
import { PlanQuery } from './dto/request.dto.js';
import { ProposalReading } from './proposal-reading.service.js';

/** What a rectification asks, datum by datum. */
@ApiHeader({ name: 'Purpose', required: false, description: 'Code of a purpose in the register policy' })
@Controller('v1/registers/:register/requests/:id/corrections')
export class CorrectionsController {
  constructor(private readonly reading: ProposalReading) {}

  /** Each proposal with the datum before and after, its grounds, its source and who received it. */
  @Get()
  @Permit('requests.read')
  list(
    @Param('register') register: string,
    @Param('id', IdPipe) id: string,
    @Query() query: PlanQuery,
    @CurrentStaff() staff: StaffMember,
    @Headers('purpose') purpose?: string,
  ): Promise<ProposalsDto> {
    return this.reading.list(register, id, query.itemId, { actor: staff.id, purpose });
  }
}
