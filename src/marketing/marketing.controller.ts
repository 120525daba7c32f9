import { Body, Controller, Delete, Get, Headers, Param, Post, Query } from '@nestjs/common';
import { expectedVersion } from '../http/etag.js';
import { IdPipe } from '../http/id.pipe.js';
import { ListQuery } from '../http/list.js';
import { CurrentStaff } from '../staff/current-staff.decorator.js';
import { Permit } from '../staff/permit.decorator.js';
import { StaffMember } from '../staff/staff-member.js';
import {
  CreateMarketingConsentDto,
  MarketingConsentDto,
  MarketingConsentPageDto,
  MarketingDto,
} from './dto/marketing-consent.dto.js';
import { MarketingVerdicts } from './marketing-verdicts.js';
import { MarketingConsents } from './marketing-consents.service.js';

/** Whether and why a customer may be sent direct marketing. */
@Controller('v1/registers/:register/customers/:id')
export class MarketingController {
  constructor(
    private readonly consents: MarketingConsents,
    private readonly marketing: MarketingVerdicts,
  ) {}

  /** Channel by channel: allowed or not, why, and by which law. */
  @Get('marketing')
  @Permit('customers.read')
  verdicts(@Param('register') register: string, @Param('id', IdPipe) id: string): Promise<MarketingDto> {
    return this.marketing.of(register, id);
  }

  @Get('consents')
  @Permit('customers.read')
  list(
    @Param('register') register: string,
    @Param('id', IdPipe) id: string,
    @Query() query: ListQuery,
  ): Promise<MarketingConsentPageDto> {
    return this.consents.list(register, id, query);
  }

  /** Records a consent to electronic marketing, or the sale that stands for one. */
  @Post('consents')
  @Permit('customers.write')
  record(
    @Param('register') register: string,
    @Param('id', IdPipe) id: string,
    @Body() dto: CreateMarketingConsentDto,
    @CurrentStaff() staff: StaffMember,
    @Headers('if-match') ifMatch?: string,
  ): Promise<MarketingConsentDto> {
    const version = expectedVersion(ifMatch) ?? undefined;
    return this.consents.record(register, id, dto, { actor: staff.id, version });
  }

  /** Withdraws it from today; it stays on record as evidence of the time before. */
  @Delete('consents/:consentId')
  @Permit('customers.write')
  withdraw(
    @Param('register') register: string,
    @Param('id', IdPipe) id: string,
    @Param('consentId', IdPipe) consentId: string,
    @CurrentStaff() staff: StaffMember,
    @Headers('if-match') ifMatch?: string,
  ): Promise<MarketingConsentDto> {
    const version = expectedVersion(ifMatch) ?? undefined;
    return this.consents.withdraw(register, id, consentId, { actor: staff.id, version });
  }
}
