import { Body, Controller, Delete, Headers, HttpCode, Ip, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AnswersSecret } from '../http/answers-secret.decorator.js';
import { OwnRateLimit } from '../http/own-rate-limit.decorator.js';
import { AnySession } from './any-session.decorator.js';
import { bearerToken } from './bearer-token.js';
import { OpenSessionDto, SessionDto } from './dto/session.dto.js';
import { LoginThrottle } from './login-throttle.js';
import { Public } from './public.decorator.js';
import { Sessions } from './sessions.service.js';

@ApiTags('Sessions')
@Controller('v1/sessions')
export class SessionsController {
  constructor(
    private readonly sessions: Sessions,
    private readonly throttle: LoginThrottle,
  ) {}

  /** Logs in. Ten failures of one account from one address shut the door for a quarter of an hour. */
  @Public()
  @OwnRateLimit()
  @AnswersSecret()
  @Post()
  async open(@Body() credentials: OpenSessionDto, @Ip() ip: string): Promise<SessionDto> {
    const attempt = await this.throttle.attempt(credentials.email, ip);
    const { token, expiresAt } = await this.sessions.open(credentials);
    await attempt.succeeded();
    return { token, expiresAt: expiresAt.toISOString() };
  }

  /** Logs out: the token is worthless from now on. */
  @AnySession()
  @HttpCode(204)
  @Delete('current')
  async end(@Headers('authorization') authorization?: string): Promise<void> {
    await this.sessions.end(bearerToken({ authorization }) ?? '');
  }
}
