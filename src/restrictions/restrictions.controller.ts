import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query } from '@nestjs/common';
import { expectedVersion } from '../http/etag.js';
import { IdPipe } from '../http/id.pipe.js';
import { ListQuery } from '../http/list.js';
import { CurrentStaff } from '../staff/current-staff.decorator.js';
import { Permit } from '../staff/permit.decorator.js';
import { StaffMember } from '../staff/staff-member.js';
import { CreateRestrictionDto, RestrictionDto, RestrictionPageDto } from './dto/restriction.dto.js';
import { Restrictions } from './restrictions.service.js';

/** Restrictions of processing, Art. 18. */
@Controller('v1/registers/:register/customers/:id/restrictions')
export class RestrictionsController {
  constructor(private readonly restrictions: Restrictions) {}

  /** All of them, lifted ones too. */
  @Get()
  @Permit('customers.read')
  list(
    @Param('register') register: string,
    @Param('id', IdPipe) id: string,
    @Query() query: ListQuery,
  ): Promise<RestrictionPageDto> {
    return this.restrictions.list(register, id, query);
  }

  @Post()
  @Permit('restrictions.write')
  set(
    @Param('register') register: string,
    @Param('id', IdPipe) id: string,
    @Body() { ground, categories = null }: CreateRestrictionDto,
    @CurrentStaff() staff: StaffMember,
    @Headers('if-match') ifMatch?: string,
  ): Promise<RestrictionDto> {
    const version = expectedVersion(ifMatch) ?? undefined;
    return this.restrictions.set(register, id, { ground, categories }, staff.id, version);
  }

  /** Records that the person was told that the restriction will be lifted (Art. 18(3)). */
  @Post(':restrictionId/lift-notice')
  @HttpCode(200)
  @Permit('restrictions.write')
  noteLiftNotice(
    @Param('register') register: string,
    @Param('id', IdPipe) id: string,
    @Param('restrictionId', IdPipe) restrictionId: string,
    @CurrentStaff() staff: StaffMember,
  ): Promise<RestrictionDto> {
    return this.restrictions.noteLiftNotice(register, id, restrictionId, staff.id);
  }

  /** Refused until the person has been told. */
  @Post(':restrictionId/lift')
  @HttpCode(200)
  @Permit('restrictions.write')
  lift(
    @Param('register') register: string,
    @Param('id', IdPipe) id: string,
    @Param('restrictionId', IdPipe) restrictionId: string,
    @CurrentStaff() staff: StaffMember,
  ): Promise<RestrictionDto> {
    return this.restrictions.lift(register, id, restrictionId, staff.id);
  }
}
