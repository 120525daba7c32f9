import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ListQuery } from '../http/list.js';
import { CurrentStaff } from '../staff/current-staff.decorator.js';
import { Permit } from '../staff/permit.decorator.js';
import { StaffMember } from '../staff/staff-member.js';
import { CaseDesk } from './case-desk.js';
import {
  AnswerQuestionDto,
  ApproveDto,
  AskDto,
  ExtendDto,
  IdentifyDto,
  PostedDto,
  RefuseDto,
  WithdrawDto,
} from './dto/decision.dto.js';
import { RecordedRequestDto } from './dto/recorded-request.dto.js';
import { ClockDto, PlanDto, PlanQuery, RequestDto, RequestPageDto, TimelineDto } from './dto/request.dto.js';
import { Requests } from './requests.service.js';
import { RecordedRequests } from './staff-requests.service.js';

/** Requests of data subjects, as staff see and handle them. */
@Controller('v1/registers/:register/requests')
export class RequestsController {
  constructor(
    private readonly requests: Requests,
    private readonly recorded: RecordedRequests,
    private readonly desk: CaseDesk,
  ) {}

  /** Records a request that came by letter, mail, phone or over the counter. */
  @Post()
  @Permit('requests.handle')
  async record(
    @Param('register') register: string,
    @Body() dto: RecordedRequestDto,
    @CurrentStaff() staff: StaffMember,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RequestDto> {
    const id = await this.recorded.record(register, dto, staff.id);
    reply.header('location', `/v1/registers/${register}/requests/${id}`);
    return this.requests.get(register, id);
  }

  @Get()
  @Permit('requests.trace')
  list(@Param('register') register: string, @Query() query: ListQuery): Promise<RequestPageDto> {
    return this.requests.list(register, query);
  }

  @Get(':id')
  @Permit('requests.trace')
  get(@Param('register') register: string, @Param('id', ParseUUIDPipe) id: string): Promise<RequestDto> {
    return this.requests.get(register, id);
  }

  /** What would happen, or happened, to each datum. */
  @Get(':id/plan')
  @Permit('requests.trace')
  plan(
    @Param('register') register: string,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: PlanQuery,
  ): Promise<PlanDto> {
    return this.requests.plan(register, id, query.itemId);
  }

  /** The deadline, step by step. */
  @Get(':id/clock')
  @Permit('requests.trace')
  clock(@Param('register') register: string, @Param('id', ParseUUIDPipe) id: string): Promise<ClockDto> {
    return this.requests.clock(register, id);
  }

  @Get(':id/timeline')
  @Permit('requests.trace')
  timeline(
    @Param('register') register: string,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<TimelineDto> {
    return this.requests.timeline(register, id);
  }

  /** Says yes to one plan, named by its hash. */
  @Post(':id/approve')
  @HttpCode(200)
  @Permit('requests.approve')
  approve(
    @Param('register') register: string,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() dto: ApproveDto,
    @CurrentStaff() staff: StaffMember,
  ) {
    return this.desk.approve(register, id, dto, staff.id);
  }

  @Post(':id/refuse')
  @HttpCode(200)
  @Permit('requests.approve')
  refuse(
    @Param('register') register: string,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() dto: RefuseDto,
    @CurrentStaff() staff: StaffMember,
  ) {
    return this.desk.refuse(register, id, dto, staff.id);
  }

  /** Two further months, once, with reasons, within the first month. */
  @Post(':id/extend')
  @HttpCode(200)
  @Permit('requests.approve')
  extend(
    @Param('register') register: string,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() dto: ExtendDto,
    @CurrentStaff() staff: StaffMember,
  ) {
    return this.desk.extend(register, id, dto, staff.id);
  }

  @Post(':id/withdraw')
  @HttpCode(200)
  @Permit('requests.handle')
  withdraw(
    @Param('register') register: string,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() dto: WithdrawDto,
    @CurrentStaff() staff: StaffMember,
  ) {
    return this.desk.withdraw(register, id, dto, staff.id);
  }

  /** Says who the person is and on what evidence. */
  @Post(':id/identify')
  @HttpCode(200)
  @Permit('requests.handle')
  identify(
    @Param('register') register: string,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() dto: IdentifyDto,
    @CurrentStaff() staff: StaffMember,
  ) {
    return this.desk.identify(register, id, dto, staff.id);
  }

  /** Mails the person a question; asked within five working days it suspends the clock. */
  @Post(':id/questions')
  @HttpCode(200)
  @Permit('requests.handle')
  ask(
    @Param('register') register: string,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() dto: AskDto,
    @CurrentStaff() staff: StaffMember,
  ) {
    return this.desk.ask(register, id, dto, staff.id);
  }

  /** Notes that a sufficient answer to the open question arrived. */
  @Post(':id/answers')
  @HttpCode(200)
  @Permit('requests.handle')
  noteAnswer(
    @Param('register') register: string,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() dto: AnswerQuestionDto,
    @CurrentStaff() staff: StaffMember,
  ) {
    return this.desk.noteAnswer(register, id, dto, staff.id);
  }

  /** Notes that a printed letter was put in the post: with it the item is answered. */
  @Post(':id/posted')
  @HttpCode(200)
  @Permit('requests.handle')
  posted(
    @Param('register') register: string,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() dto: PostedDto,
    @CurrentStaff() staff: StaffMember,
  ) {
    return this.desk.posted(register, id, dto, staff.id);
  }
}
