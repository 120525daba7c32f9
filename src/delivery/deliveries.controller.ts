import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { Public } from '../staff/public.decorator.js';
import { Deliveries } from './deliveries.js';
import { OpenedPackageDto, OpenPackageDto, PackageTokenDto } from './dto/package.dto.js';

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

  @Post('openings')
  @HttpCode(200)
  async open(@Body() { token, code }: OpenPackageDto): Promise<OpenedPackageDto> {
    return { files: [...(await this.deliveries.open(token, code))] };
  }
}
