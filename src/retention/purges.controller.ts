import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ListQuery, page } from '../http/list.js';
import { CurrentStaff } from '../staff/current-staff.decorator.js';
import { Permit } from '../staff/permit.decorator.js';
import { StaffMember } from '../staff/staff-member.js';
import { PurgeDto, PurgePageDto, StartPurgeDto } from './dto/purge.dto.js';
import { Purges } from './purges.service.js';

/** Retention purges: by hand, as a dry run, and what the scheduled ones did. */
@Controller('v1/registers/:register/purges')
export class PurgesController {
  constructor(private readonly purges: Purges) {}

  /** Starts a purge in the background; its report is at the Location. */
  @Post()
  @HttpCode(202)
  @Permit('purges.run')
  async start(
    @Param('register') register: string,
    @Body() dto: StartPurgeDto,
    @CurrentStaff() staff: StaffMember,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PurgeDto> {
    const run = await this.purges.start(register, dto, staff.id);
    reply.header('location', `/v1/registers/${register}/purges/${run.id}`);
    return PurgeDto.from(run);
  }

  @Get()
  @Permit('purges.read')
  async list(@Param('register') register: string, @Query() query: ListQuery): Promise<PurgePageDto> {
    return page(query, await this.purges.list(register, query), (run) => PurgeDto.from(run));
  }

  @Get(':id')
  @Permit('purges.read')
  async get(@Param('register') register: string, @Param('id', ParseUUIDPipe) id: string): Promise<PurgeDto> {
    return PurgeDto.from(await this.purges.get(register, id));
  }
}
