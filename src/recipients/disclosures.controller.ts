import { Body, Controller, Get, Headers, Param, Post, Query } from '@nestjs/common';
import { expectedVersion } from '../http/etag.js';
import { IdPipe } from '../http/id.pipe.js';
import { ListQuery } from '../http/list.js';
import { CurrentStaff } from '../staff/current-staff.decorator.js';
import { Permit } from '../staff/permit.decorator.js';
import { StaffMember } from '../staff/staff-member.js';
import { Disclosures } from './disclosures.service.js';
import { CreateDisclosureDto, DisclosureDto, DisclosurePageDto } from './dto/disclosure.dto.js';

/** Who received what of a person. */
@Controller('v1/registers/:register/customers/:id/disclosures')
export class DisclosuresController {
  constructor(private readonly disclosures: Disclosures) {}

  @Get()
  @Permit('customers.read')
  list(
    @Param('register') register: string,
    @Param('id', IdPipe) id: string,
    @Query() query: ListQuery,
    @CurrentStaff() staff: StaffMember,
    @Headers('purpose') purpose?: string,
  ): Promise<DisclosurePageDto> {
    return this.disclosures.list(register, id, query, { actor: staff.id, purpose });
  }

  /** Refused when the register policy does not have the ground, or the data are restricted. */
  @Post()
  @Permit('disclosures.write')
  record(
    @Param('register') register: string,
    @Param('id', IdPipe) id: string,
    @Body() dto: CreateDisclosureDto,
    @CurrentStaff() staff: StaffMember,
    @Headers('if-match') ifMatch?: string,
  ): Promise<DisclosureDto> {
    const version = expectedVersion(ifMatch) ?? undefined;
    return this.disclosures.record(register, id, dto, { actor: staff.id, version });
  }
}
