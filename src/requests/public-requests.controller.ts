import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { MailboxBudget } from '../http/mailbox-budget.js';
import { Public } from '../staff/public.decorator.js';
import { PublicRequestDto, VerificationDto, VerifiedDto } from './dto/public-request.dto.js';
import { PublicRequests } from './public-requests.service.js';

/** What anybody may do without an account. */
@Controller('v1/public')
@Public()
export class PublicRequestsController {
  constructor(
    private readonly requests: PublicRequests,
    private readonly budget: MailboxBudget,
  ) {}

  /** Sends a verification mail; the answer is the same whoever asks. */
  @Post('registers/:register/requests')
  @HttpCode(202)
  async submit(@Param('register') register: string, @Body() dto: PublicRequestDto): Promise<object> {
    await this.budget.take(dto.email);
    await this.requests.submit(register, dto);
    return {};
  }

  /** Confirms a request with the token from the mail, once. */
  @Post('verifications')
  @HttpCode(200)
  async verify(@Body() { token }: VerificationDto): Promise<VerifiedDto> {
    await this.requests.verify(token);
    return { status: 'verified' };
  }
}
