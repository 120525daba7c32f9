import { Body, Controller, HttpCode, Post, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces } from '@nestjs/swagger';
import { packageArchive, packageParts } from '../answers/package-archive.js';
import { AnswersSecret } from '../http/answers-secret.decorator.js';
import { Public } from '../staff/public.decorator.js';
import { Deliveries } from './deliveries.js';
import { OpenedPackageDto, OpenPackageDto, PackageTokenDto } from './dto/package.dto.js';
import { download, filesAnswer } from './streamed-answer.js';

/** Fetching the copy of one's data: the link from the letter, and a code that is mailed on demand. */
@Controller('v1/public/packages')
@Public()
export class DeliveriesController {
  constructor(private readonly deliveries: Deliveries) {}

  /** Mails a one-time code to the person's address. */
  @Post('codes')
  @HttpCode(202)
  async sendCode(@Body() { token }: PackageTokenDto): Promise<object> {
    await this.deliveries.sendCode(token);
    return {};
  }

  /** The files of the package, the whole ZIP last. Of a copy that fills more than one page the ZIP alone. */
  @Post('openings')
  @HttpCode(200)
  @AnswersSecret()
  @ApiOkResponse({ type: OpenedPackageDto })
  async open(@Body() { token, code }: OpenPackageDto): Promise<StreamableFile> {
    return filesAnswer(packageParts(await this.deliveries.open(token, code)));
  }

  /** The whole package as one ZIP, of any size. */
  @Post('archives')
  @HttpCode(200)
  @AnswersSecret()
  @ApiProduces('application/zip')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async archive(@Body() { token, code }: OpenPackageDto): Promise<StreamableFile> {
    return download(packageArchive(await this.deliveries.open(token, code)));
  }
}
