import { Readable } from 'node:stream';
import {
  Body,
  Controller,
  Get,
  Header,
  Headers,
  HttpCode,
  Param,
  ParseIntPipe,
  Post,
  Query,
  Res,
  UseFilters,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type OpenedPackage, packageParts } from '../answers/package-archive.js';
import type { PackagePart } from '../answers/package-part.js';
import { Deliveries } from '../delivery/deliveries.js';
import type { Language } from '../domain/category.js';
import { DomainError } from '../domain/domain-error.js';
import { Links } from '../identity/links.js';
import { PublicRequests } from '../requests/public-requests.service.js';
import { Public } from '../staff/public.decorator.js';
import { PageFilter } from './page.filter.js';
import { pageLanguage } from './page-language.js';
import { PageQuery } from './page-query.dto.js';
import { type PageModels, renderPage } from './pages.js';

const HTML = 'text/html; charset=utf-8';

/** The pages behind links in mails. Opening one changes nothing, so a mail scanner may; the button does. */
@Controller()
@Public()
@UseFilters(PageFilter)
@ApiExcludeController()
export class LinkPagesController {
  constructor(
    private readonly links: Links,
    private readonly requests: PublicRequests,
    private readonly deliveries: Deliveries,
  ) {}

  @Get('verify/:token')
  @Header('content-type', HTML)
  async verifyPage(
    @Param('token') token: string,
    @Query() { lang }: PageQuery,
    @Headers('accept-language') accepted?: string,
  ): Promise<string> {
    await this.links.look(token, 'verify');
    return renderPage('verify', pageLanguage(lang, accepted), { token });
  }

  @Post('verify/:token')
  @HttpCode(200)
  @Header('content-type', HTML)
  async verify(
    @Param('token') token: string,
    @Query() { lang }: PageQuery,
    @Headers('accept-language') accepted?: string,
  ): Promise<string> {
    await this.requests.verify(token);
    return renderPage('verified', pageLanguage(lang, accepted), {});
  }

  @Get('undo/:token')
  @Header('content-type', HTML)
  async undoPage(
    @Param('token') token: string,
    @Query() { lang }: PageQuery,
    @Headers('accept-language') accepted?: string,
  ): Promise<string> {
    await this.links.look(token, 'undo-objection');
    return renderPage('undo', pageLanguage(lang, accepted), { token });
  }

  @Post('undo/:token')
  @HttpCode(200)
  @Header('content-type', HTML)
  async undo(
    @Param('token') token: string,
    @Query() { lang }: PageQuery,
    @Headers('accept-language') accepted?: string,
  ): Promise<string> {
    await this.requests.undoObjection(token);
    return renderPage('undone', pageLanguage(lang, accepted), {});
  }

  @Get('package/:token')
  @Header('content-type', HTML)
  async packagePage(
    @Param('token') token: string,
    @Query() { lang }: PageQuery,
    @Headers('accept-language') accepted?: string,
  ): Promise<string> {
    await this.deliveries.exists(token);
    return renderPage('package', pageLanguage(lang, accepted), { token, codeSent: false, wrongCode: false });
  }

  @Post('package/:token/code')
  @HttpCode(200)
  @Header('content-type', HTML)
  async sendCode(
    @Param('token') token: string,
    @Query() { lang }: PageQuery,
    @Headers('accept-language') accepted?: string,
  ): Promise<string> {
    await this.deliveries.sendCode(token);
    return renderPage('package', pageLanguage(lang, accepted), { token, codeSent: true, wrongCode: false });
  }

  @Post('package/:token')
  async open(
    @Param('token') token: string,
    @Query() { lang }: PageQuery,
    @Body() body: object,
    @Res() reply: FastifyReply,
    @Headers('accept-language') accepted?: string,
  ): Promise<void> {
    const language = pageLanguage(lang, accepted);
    const code = codeIn(body);
    const opened = await this.opened(token, code);
    reply.type(HTML);
    if (opened === null) return void reply.code(403).send(packageAgain(token, language));
    const files = await offered(opened);
    void reply.code(200).send(renderPage('package-files', language, { token, code, files }));
  }

  @Post('package/:token/files/:number')
  async download(
    @Param('token') token: string,
    @Param('number', ParseIntPipe) number: number,
    @Body() body: object,
    @Res() reply: FastifyReply,
    @Query() { lang }: PageQuery,
  ): Promise<void> {
    const opened = await this.opened(token, codeIn(body));
    if (opened === null)
      return void reply
        .code(403)
        .type(HTML)
        .send(packageAgain(token, pageLanguage(lang, undefined)));
    const file = packageParts(opened)[number - 1];
    if (!file) throw new DomainError('NOT_FOUND', { what: 'file' });
    reply.header('content-disposition', `attachment; filename="${file.name}"`);
    void reply
      .code(200)
      .type(file.contentType)
      .send(Readable.from(file.content(), { objectMode: false }));
  }

  /** `null` when the code is wrong; other refusals are pages of their own. */
  private async opened(token: string, code: string): Promise<OpenedPackage | null> {
    try {
      return await this.deliveries.open(token, code);
    } catch (error) {
      if (error instanceof DomainError && error.code === 'CODE_WRONG') return null;
      throw error;
    }
  }
}

/** Up to so many data their files are quickly made, and so their sizes known before they are fetched. */
const SIZED_DATA = 2000;

/** The archive first: it is what most people want. */
async function offered(opened: OpenedPackage): Promise<PageModels['package-files']['files']> {
  const few = opened.kept.data.reduce((sum, { count }) => sum + count, 0) <= SIZED_DATA;
  const numbered = [];
  for (const [index, part] of packageParts(opened).entries()) {
    const shown = { number: index + 1, name: part.name, bytes: few ? await sizeOf(part) : null };
    numbered.push({ archive: part.contentType === 'application/zip', shown });
  }
  return numbered.toSorted((a, b) => Number(b.archive) - Number(a.archive)).map(({ shown }) => shown);
}

async function sizeOf(part: PackagePart): Promise<number> {
  let bytes = 0;
  for await (const piece of part.content()) bytes += piece.length;
  return bytes;
}

/** People type codes with spaces. */
function codeIn(body: object): string {
  const { code } = body as { code?: unknown };
  return typeof code === 'string' ? code.replace(/\s/g, '').slice(0, 20) : '';
}

const packageAgain = (token: string, language: Language) =>
  renderPage('package', language, { token, codeSent: false, wrongCode: true });
