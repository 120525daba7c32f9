import { Controller, Get, Header, Headers, HttpCode, Param, Post, Query, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { FeeDoor } from '../requests/fee-desk.js';
import { Public } from '../staff/public.decorator.js';
import { PageFilter } from './page.filter.js';
import { pageLanguage } from './page-language.js';
import { PageQuery } from './page-query.dto.js';
import { renderPage } from './pages.js';

const HTML = 'text/html; charset=utf-8';

/** The page behind the link of a fee. Opening it changes nothing; one of its two buttons does. */
@Controller('fee/:token')
@Public()
@UseFilters(PageFilter)
@ApiExcludeController()
export class FeePagesController {
  constructor(private readonly door: FeeDoor) {}

  @Get()
  @Header('content-type', HTML)
  async page(
    @Param('token') token: string,
    @Query() { lang }: PageQuery,
    @Headers('accept-language') accepted?: string,
  ): Promise<string> {
    return renderPage('fee', pageLanguage(lang, accepted), { token, ...(await this.door.look(token)) });
  }

  @Post('accept')
  @HttpCode(200)
  @Header('content-type', HTML)
  async accept(
    @Param('token') token: string,
    @Query() { lang }: PageQuery,
    @Headers('accept-language') accepted?: string,
  ): Promise<string> {
    await this.door.answer(token, 'accept');
    return renderPage('fee-accepted', pageLanguage(lang, accepted), {});
  }

  @Post('withdraw')
  @HttpCode(200)
  @Header('content-type', HTML)
  async withdraw(
    @Param('token') token: string,
    @Query() { lang }: PageQuery,
    @Headers('accept-language') accepted?: string,
  ): Promise<string> {
    await this.door.answer(token, 'withdraw');
    return renderPage('fee-withdrawn', pageLanguage(lang, accepted), {});
  }
}
