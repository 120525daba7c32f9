import { Body, Controller, Get, Headers, Param, Post, Query } from '@nestjs/common';
import { IdPipe } from '../http/id.pipe.js';
import { ListQuery } from '../http/list.js';
import { CurrentStaff } from '../staff/current-staff.decorator.js';
import { Permit } from '../staff/permit.decorator.js';
import { StaffMember } from '../staff/staff-member.js';
import { CreatePermittedUseDto, PermittedUseDto, PermittedUsePageDto } from './dto/permitted-use.dto.js';
import { PermittedUses } from './permitted-uses.service.js';

/** What restricted data may be used for besides being stored, Art. 18(2). */
@Controller('v1/registers/:register/customers/:id/permitted-uses')
export class PermittedUsesController {
  constructor(private readonly uses: PermittedUses) {}

  /** All of them, those that have ended too. */
  @Get()
  @Permit('customers.read')
  list(
    @Param('register') register: string,
    @Param('id', IdPipe) id: string,
    @Query() query: ListQuery,
    @CurrentStaff() staff: StaffMember,
    @Headers('purpose') purpose?: string,
  ): Promise<PermittedUsePageDto> {
    return this.uses.list(register, id, query, { actor: staff.id, purpose });
  }

  /** Opens restricted data to the caller for an hour. Every use of it is noted. */
  @Post()
  @Permit('restrictions.use')
  grant(
    @Param('register') register: string,
    @Param('id', IdPipe) id: string,
    @Body() { categories = null, data = null, ...rest }: CreatePermittedUseDto,
    @CurrentStaff() staff: StaffMember,
  ): Promise<PermittedUseDto> {
    return this.uses.grant(register, id, { ...rest, categories, data }, staff.id);
  }
}
