import { Body, Controller, Get, HttpCode, Param, Post, Res, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { IdPipe } from '../http/id.pipe.js';
import { CurrentStaff } from '../staff/current-staff.decorator.js';
import { Permit } from '../staff/permit.decorator.js';
import { StaffMember } from '../staff/staff-member.js';
import { CaseLetters } from './case-letters.js';
import { BouncedDto, ReaddressDto } from './dto/letter.dto.js';
import { LettersDto, RequestDto } from './dto/request.dto.js';
import { LetterDesk } from './letter-desk.js';

/** Letters of a case, to read again or to print. */
@Controller('v1/registers/:register/requests/:id/letters')
export class LettersController {
  constructor(
    private readonly caseLetters: CaseLetters,
    private readonly desk: LetterDesk,
  ) {}

  @Get()
  @Permit('requests.read')
  letters(@Param('register') register: string, @Param('id', IdPipe) id: string): Promise<LettersDto> {
    return this.caseLetters.list(register, id);
  }

  /** Notes that a letter came back: an answer that did was not given, and its item is open again. */
  @Post(':letterId/bounced')
  @HttpCode(200)
  @Permit('requests.handle')
  bounced(
    @Param('register') register: string,
    @Param('id', IdPipe) requestId: string,
    @Param('letterId', IdPipe) letterId: string,
    @Body() dto: BouncedDto,
    @CurrentStaff() staff: StaffMember,
  ): Promise<RequestDto> {
    return this.desk.bounced({ register, requestId, letterId }, dto, staff.id);
  }

  /** Sends a letter that did not arrive to another address, or makes it one to post. */
  @Post(':letterId/readdress')
  @HttpCode(200)
  @Permit('requests.approve')
  readdress(
    @Param('register') register: string,
    @Param('id', IdPipe) requestId: string,
    @Param('letterId', IdPipe) letterId: string,
    @Body() dto: ReaddressDto,
    @CurrentStaff() staff: StaffMember,
  ): Promise<RequestDto> {
    return this.desk.readdress({ register, requestId, letterId }, dto, staff.id);
  }

  /** One letter on the controller's paper, for the post. */
  @Get(':letterId/pdf')
  @Permit('requests.read')
  @ApiProduces('application/pdf')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async pdf(
    @Param('register') register: string,
    @Param('id', IdPipe) id: string,
    @Param('letterId', IdPipe) letterId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const { name, bytes } = await this.caseLetters.pdf(register, id, letterId);
    void reply.header('cache-control', 'no-store');
    return new StreamableFile(bytes, { type: 'application/pdf', disposition: `inline; filename="${name}"` });
  }
}
