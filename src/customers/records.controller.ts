import { Body, Controller, Get, Headers, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiConsumes, ApiParam } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { etag, expectedVersion } from '../http/etag.js';
import { IdPipe } from '../http/id.pipe.js';
import { ListQuery } from '../http/list.js';
import { CurrentStaff } from '../staff/current-staff.decorator.js';
import { Permit } from '../staff/permit.decorator.js';
import { StaffMember } from '../staff/staff-member.js';
import { newDatum } from './dto/datum.dto.js';
import {
  CreateRecordDto,
  PatchRecordDto,
  RecordDto,
  RecordFactsDto,
  RecordPageDto,
} from './dto/record.dto.js';
import { MERGE_PATCH } from './merge-patch.js';
import { recordFacts, RecordReading } from './record-reading.service.js';
import { ShapePipe } from './record-segment.pipe.js';
import { RECORD_SEGMENTS, type RecordShape } from './record-shapes.js';
import { Records } from './records.service.js';

/** A customer's records: one set of routes for all kinds. */
@Controller('v1/registers/:register/customers/:id/:records')
@ApiParam({ name: 'records', enum: RECORD_SEGMENTS })
export class RecordsController {
  constructor(
    private readonly records: Records,
    private readonly reading: RecordReading,
  ) {}

  /** Restricted records are left out and counted. */
  @Get()
  @Permit('customers.read')
  list(
    @Param('register') register: string,
    @Param('id', IdPipe) id: string,
    @Param('records', ShapePipe) shape: RecordShape,
    @Query() query: ListQuery,
    @CurrentStaff() staff: StaffMember,
    @Headers('purpose') purpose?: string,
  ): Promise<RecordPageDto> {
    return this.reading.list(register, id, shape, query, { actor: staff.id, purpose });
  }

  /** Enters a record, its reference sealed inside its main datum. If-Match is the customer's. */
  @Post()
  @Permit('records.write')
  async add(
    @Param('register') register: string,
    @Param('id', IdPipe) id: string,
    @Param('records', ShapePipe) shape: RecordShape,
    @Param('records') segment: string,
    @Body() dto: CreateRecordDto,
    @CurrentStaff() staff: StaffMember,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('if-match') ifMatch?: string,
  ): Promise<RecordFactsDto> {
    const input = { ...dto, data: (dto.data ?? []).map(newDatum) };
    const editor = { actor: staff.id, version: expectedVersion(ifMatch) ?? undefined };
    const record = await this.records.add(register, id, shape, input, editor);
    const location = `/v1/registers/${register}/customers/${id}/${segment}/${record.id}`;
    void reply.header('location', location).header('etag', etag(record.version));
    return recordFacts(record);
  }

  @Get(':recordId')
  @Permit('customers.read')
  async get(
    @Param('register') register: string,
    @Param('id', IdPipe) id: string,
    @Param('records', ShapePipe) shape: RecordShape,
    @Param('recordId', IdPipe) recordId: string,
    @CurrentStaff() staff: StaffMember,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('purpose') purpose?: string,
  ): Promise<RecordDto> {
    const record = await this.reading.read(register, id, recordId, shape, { actor: staff.id, purpose });
    void reply.header('etag', etag(record.version));
    return record;
  }

  /** Changes facts of a record. Payments of an invoice enter even while processing is restricted. */
  @Patch(':recordId')
  @Permit('records.write')
  @ApiConsumes('application/json', MERGE_PATCH)
  async patch(
    @Param('register') register: string,
    @Param('id', IdPipe) id: string,
    @Param('records', ShapePipe) shape: RecordShape,
    @Param('recordId', IdPipe) recordId: string,
    @Body() dto: PatchRecordDto,
    @CurrentStaff() staff: StaffMember,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('if-match') ifMatch?: string,
  ): Promise<RecordFactsDto> {
    const editor = { actor: staff.id, version: expectedVersion(ifMatch) ?? undefined };
    const record = await this.records.patch(register, id, recordId, shape, dto, editor);
    void reply.header('etag', etag(record.version));
    return recordFacts(record);
  }
}
