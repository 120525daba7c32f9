import { Body, Controller, Get, Header, Headers, Param, Post, Query, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { DomainError } from '../domain/domain-error.js';
import { MailboxBudget } from '../http/mailbox-budget.js';
import { inputErrors } from '../http/validation.pipe.js';
import { Policies } from '../registers/policies.js';
import { PublicRequestDto } from '../requests/dto/public-request.dto.js';
import { PublicRequests } from '../requests/public-requests.service.js';
import { Public } from '../staff/public.decorator.js';
import { PageFilter } from './page.filter.js';
import { pageLanguage } from './page-language.js';
import { PageQuery } from './page-query.dto.js';
import { renderPage, STYLESHEET } from './pages.js';
import { requestFormModel } from './request-form.js';
import { type FormBody, partsWithErrors, readRequestForm, requestOf } from './submitted-request.js';

const HTML = 'text/html; charset=utf-8';

/** The request form of each register. Works without a script. */
@Controller()
@Public()
@UseFilters(PageFilter)
@ApiExcludeController()
export class RequestPagesController {
  constructor(
    private readonly policies: Policies,
    private readonly requests: PublicRequests,
    private readonly budget: MailboxBudget,
  ) {}

  @Get('assets/portal.css')
  @Header('content-type', 'text/css; charset=utf-8')
  @Header('cache-control', 'public, max-age=3600')
  stylesheet(): string {
    return STYLESHEET;
  }

  @Get()
  @Header('content-type', HTML)
  home(@Query() { lang }: PageQuery, @Headers('accept-language') accepted?: string): string {
    const language = pageLanguage(lang, accepted);
    const registers = this.policies.all().map(({ register, registerName, controller }) => ({
      code: register,
      name: registerName[language],
      controller: controller.name,
    }));
    return renderPage('home', language, { registers });
  }

  @Get('r/:register')
  @Header('content-type', HTML)
  form(
    @Param('register') register: string,
    @Query() { lang }: PageQuery,
    @Headers('accept-language') accepted?: string,
  ): string {
    const language = pageLanguage(lang, accepted);
    return renderPage('request-form', language, requestFormModel(this.policies.of(register), language));
  }

  @Post('r/:register')
  async submit(
    @Param('register') register: string,
    @Query() { lang }: PageQuery,
    @Body() body: object,
    @Res() reply: FastifyReply,
    @Headers('accept-language') accepted?: string,
  ): Promise<void> {
    const language = pageLanguage(lang, accepted);
    const policy = this.policies.of(register);
    const values = readRequestForm(body as FormBody, language);
    const errors = await this.refused(register, requestOf(values));
    reply.type(HTML);
    if (errors.length === 0) return void reply.code(200).send(renderPage('check-mail', language, {}));
    const model = requestFormModel(policy, language, values, partsWithErrors(errors));
    void reply.code(400).send(renderPage('request-form', language, model));
  }

  /** Where the request cannot be taken as it is; nowhere: it was. */
  private async refused(register: string, request: object): Promise<{ pointer: string }[]> {
    const dto = plainToInstance(PublicRequestDto, request);
    const found = await validate(dto, { whitelist: true, forbidNonWhitelisted: true });
    if (found.length > 0)
      return inputErrors(found, { type: 'body' }).map(({ pointer = '' }) => ({ pointer }));
    await this.budget.take(dto.email);
    try {
      await this.requests.submit(register, dto);
      return [];
    } catch (error) {
      const { pointer } = error instanceof DomainError ? error.detail : {};
      if (typeof pointer !== 'string') throw error;
      return [{ pointer }];
    }
  }
}
