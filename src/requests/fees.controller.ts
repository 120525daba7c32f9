import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { IdPipe } from '../http/id.pipe.js';
import { CurrentStaff } from '../staff/current-staff.decorator.js';
import { Permit } from '../staff/permit.decorator.js';
import { Public } from '../staff/public.decorator.js';
import { StaffMember } from '../staff/staff-member.js';
import { FeeAcceptedDto, FeeAnswerDto, FeeAnsweredDto, FeeDto } from './dto/fee.dto.js';
import { RequestDto } from './dto/request.dto.js';
import { FeeDesk, FeeDoor } from './fee-desk.js';

/** Fees for requests that are manifestly unfounded or excessive, and for further copies. */
@Controller('v1/registers/:register/requests/:id')
export class FeesController {
  constructor(private readonly desk: FeeDesk) {}

  /** Tells the person of a fee before anything is done; the clock runs on, and silence is answered as a refusal. */
  @Post('fee')
  @HttpCode(200)
  @Permit('requests.approve')
  ask(
    @Param('register') register: string,
    @Param('id', IdPipe) id: string,
    @Body() dto: FeeDto,
    @CurrentStaff() staff: StaffMember,
  ): Promise<RequestDto> {
    return this.desk.ask(register, id, dto, staff.id);
  }

  /** Notes that the person accepted the fee in another way than by the link. */
  @Post('fee-accepted')
  @HttpCode(200)
  @Permit('requests.handle')
  accepted(
    @Param('register') register: string,
    @Param('id', IdPipe) id: string,
    @Body() dto: FeeAcceptedDto,
    @CurrentStaff() staff: StaffMember,
  ): Promise<RequestDto> {
    return this.desk.accepted(register, id, dto, staff.id);
  }
}

/** The person's answer with the token from the letter. */
@Controller('v1/public/fees')
@Public()
export class PublicFeesController {
  constructor(private readonly door: FeeDoor) {}

  @Post()
  @HttpCode(200)
  async answer(@Body() { token, answer }: FeeAnswerDto): Promise<FeeAnsweredDto> {
    await this.door.answer(token, answer);
    return { status: answer === 'accept' ? 'accepted' : 'withdrawn' };
  }
}
