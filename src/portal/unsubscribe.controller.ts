import { Controller, Get, Header, Headers, HttpCode, Ip, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiProduces } from '@nestjs/swagger';
import { FromAnySite } from '../http/from-any-site.decorator.js';
import { OwnRateLimit } from '../http/own-rate-limit.decorator.js';
import { UnsubscribeDoor } from '../requests/unsubscribe-door.js';
import { Public } from '../staff/public.decorator.js';
import { pageLanguage } from './page-language.js';
import { PageQuery } from './page-query.dto.js';
import { renderPage } from './pages.js';

const HTML = 'text/html; charset=utf-8';

/** One-click unsubscription (RFC 8058). Who has the token may be anybody's mail provider, and learns nothing. */
@Controller('v1/public/unsubscribe/:register/:token')
@Public()
@ApiProduces('text/html')
export class UnsubscribeController {
  constructor(private readonly door: UnsubscribeDoor) {}

  /** A page with one button. Opening it changes nothing: mail scanners open every link. */
  @Get()
  @Header('content-type', HTML)
  page(
    @Param('register') register: string,
    @Param('token') token: string,
    @Query() { lang }: PageQuery,
    @Headers('accept-language') accepted?: string,
  ): string {
    return renderPage('unsubscribe', pageLanguage(lang, accepted), { register, token });
  }

  /** Ends direct marketing to whomever the address was made for; the answer is the same for every token. */
  @Post()
  @HttpCode(200)
  @OwnRateLimit()
  @FromAnySite()
  @Header('content-type', HTML)
  @ApiConsumes('application/x-www-form-urlencoded', 'multipart/form-data')
  @ApiBody({
    required: false,
    schema: { type: 'object', properties: { 'List-Unsubscribe': { type: 'string', enum: ['One-Click'] } } },
  })
  async unsubscribe(
    @Param('register') register: string,
    @Param('token') token: string,
    @Ip() address: string,
    @Query() { lang }: PageQuery,
    @Headers('accept-language') accepted?: string,
  ): Promise<string> {
    const language = pageLanguage(lang, accepted);
    await this.door.enter(register, token, { address, language });
    return renderPage('unsubscribed', language, {});
  }
}
