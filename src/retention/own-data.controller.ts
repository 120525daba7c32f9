import { Controller, Get, Param, Query } from '@nestjs/common';
import { Permit } from '../staff/permit.decorator.js';
import { AtQuery } from './dto/at.dto.js';
import { OwnDataDto } from './dto/own-data.dto.js';
import { OwnDataReport } from './own-data-report.js';

/** The periods of case files, packages, evidence of identity and unverified requests. */
@Controller('v1/registers/:register/own-data')
export class OwnDataController {
  constructor(private readonly report: OwnDataReport) {}

  /** What the daily sweep of that day would end, what stays and why. */
  @Get()
  @Permit('purges.read')
  get(@Param('register') register: string, @Query() { at }: AtQuery): Promise<OwnDataDto> {
    return this.report.of(register, at);
  }
}
