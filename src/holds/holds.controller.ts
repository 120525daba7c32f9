import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query } from '@nestjs/common';
import { IdPipe } from '../http/id.pipe.js';
import { ListQuery } from '../http/list.js';
import { CurrentStaff } from '../staff/current-staff.decorator.js';
import { Permit } from '../staff/permit.decorator.js';
import { StaffMember } from '../staff/staff-member.js';
import { CreateHoldDto, HoldDto, HoldPageDto } from './dto/hold.dto.js';
import { holdDto, HoldReading } from './hold-reading.service.js';
import { Holds } from './holds.service.js';

/** Holds for legal claims (Art. 17(3)(e)). Holds that follow from facts are computed and stand in the plan. */
@Controller('v1/registers/:register/holds')
export class HoldsController {
  constructor(
    private readonly holds: Holds,
    private readonly reading: HoldReading,
  ) {}

  /** The open holds. */
  @Get()
  @Permit('customers.read')
  list(
    @Param('register') register: string,
    @Query() query: ListQuery,
    @CurrentStaff() staff: StaffMember,
    @Headers('purpose') purpose?: string,
  ): Promise<HoldPageDto> {
    return this.reading.list(register, query, { actor: staff.id, purpose });
  }

  @Post()
  @Permit('holds.write')
  async set(
    @Param('register') register: string,
    @Body() dto: CreateHoldDto,
    @CurrentStaff() staff: StaffMember,
  ): Promise<HoldDto> {
    return holdDto(await this.holds.set(register, dto, staff.id), dto.reason);
  }

  /** Takes two people: the first asks, another one who may release does. */
  @Post(':id/release')
  @HttpCode(200)
  @Permit('holds.write')
  async release(
    @Param('register') register: string,
    @Param('id', IdPipe) id: string,
    @CurrentStaff() staff: StaffMember,
  ): Promise<HoldDto> {
    return holdDto(await this.holds.release(register, id, staff), null);
  }
}
