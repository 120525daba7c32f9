import { Injectable } from '@nestjs/common';
import type {
  AnswerQuestionDto,
  ApproveDto,
  AskDto,
  ExtendDto,
  IdentifyDto,
  PostedDto,
  RefuseDto,
  WithdrawDto,
} from './dto/decision.dto.js';
import type { RequestDto } from './dto/request.dto.js';
import { CaseWork } from './staff-requests.service.js';
import { Approvals, Extensions } from './decisions.service.js';
import { Handling } from './handling.js';
import { Refusals } from './refusals.service.js';

/** Everything staff can do to a case: each in one transaction, after which the case goes on by itself. */
@Injectable()
export class CaseDesk {
  constructor(
    private readonly work: CaseWork,
    private readonly approvals: Approvals,
    private readonly refusals: Refusals,
    private readonly extensions: Extensions,
    private readonly handling: Handling,
  ) {}

  approve(register: string, id: string, dto: ApproveDto, staffId: string): Promise<RequestDto> {
    return this.handling.on(register, id, (tx) => this.approvals.approve(tx, id, dto, staffId));
  }

  refuse(register: string, id: string, dto: RefuseDto, staffId: string): Promise<RequestDto> {
    return this.handling.on(register, id, (tx) => this.refusals.refuse(tx, id, dto, staffId));
  }

  extend(register: string, id: string, dto: ExtendDto, staffId: string): Promise<RequestDto> {
    return this.handling.on(register, id, (tx) => this.extensions.extend(tx, id, dto, staffId));
  }

  withdraw(register: string, id: string, dto: WithdrawDto, staffId: string): Promise<RequestDto> {
    return this.handling.on(register, id, (tx) => this.work.withdraw(tx, id, dto, staffId));
  }

  identify(register: string, id: string, dto: IdentifyDto, staffId: string): Promise<RequestDto> {
    return this.handling.on(register, id, (tx) => this.work.identify(tx, id, dto, staffId));
  }

  ask(register: string, id: string, dto: AskDto, staffId: string): Promise<RequestDto> {
    return this.handling.on(register, id, (tx) => this.work.ask(tx, id, dto, staffId));
  }

  noteAnswer(register: string, id: string, dto: AnswerQuestionDto, staffId: string): Promise<RequestDto> {
    return this.handling.on(register, id, (tx) => this.work.noteAnswer(tx, id, dto, staffId));
  }

  posted(register: string, id: string, dto: PostedDto, staffId: string): Promise<RequestDto> {
    return this.handling.on(register, id, (tx) => this.handling.posted(tx, id, dto, staffId));
  }
}
