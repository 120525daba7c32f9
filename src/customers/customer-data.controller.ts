import { Body, Controller, Get, Headers, HttpCode, Param, Patch, Post, Put } from '@nestjs/common';
import { expectedVersion } from '../http/etag.js';
import { IdPipe } from '../http/id.pipe.js';
import { CurrentStaff } from '../staff/current-staff.decorator.js';
import { Permit } from '../staff/permit.decorator.js';
import { StaffMember } from '../staff/staff-member.js';
import { ConsentWithdrawal } from './consent-withdrawal.js';
import { CustomerChanges, type Editor } from './customer-changes.service.js';
import { CustomerReading } from './customer-reading.service.js';
import { DatumCorrection } from './datum-correction.service.js';
import {
  CorrectDatumDto,
  CreateDatumDto,
  DataDto,
  DatumIdDto,
  MarkThirdPartiesDto,
  newDatum,
  WithdrawConsentDto,
} from './dto/datum.dto.js';
import { ThirdPartyMarking } from './third-party-marking.js';

/** The person's own data. Nothing is deleted here: erasure has one entry, and that is a request or the purge. */
@Controller('v1/registers/:register/customers/:id/data')
export class CustomerDataController {
  constructor(
    private readonly reading: CustomerReading,
    private readonly changes: CustomerChanges,
    private readonly marking: ThirdPartyMarking,
    private readonly correction: DatumCorrection,
    private readonly withdrawal: ConsentWithdrawal,
  ) {}

  /** The data in force, in the order of the categories; restricted ones are left out and counted. */
  @Get()
  @Permit('customers.read')
  list(
    @Param('register') register: string,
    @Param('id', IdPipe) id: string,
    @CurrentStaff() staff: StaffMember,
    @Headers('purpose') purpose?: string,
  ): Promise<DataDto> {
    return this.reading.data(register, id, { actor: staff.id, purpose });
  }

  @Post()
  @Permit('customers.write')
  add(
    @Param('register') register: string,
    @Param('id', IdPipe) id: string,
    @Body() dto: CreateDatumDto,
    @CurrentStaff() staff: StaffMember,
    @Headers('if-match') ifMatch?: string,
  ): Promise<DatumIdDto> {
    return this.changes.addDatum(register, id, newDatum(dto), editor(staff, ifMatch));
  }

  /** Puts a correct value in the place of a wrong one, which stays as history. */
  @Patch(':datumId')
  @Permit('customers.write')
  correct(
    @Param('register') register: string,
    @Param('id', IdPipe) id: string,
    @Param('datumId', IdPipe) datumId: string,
    @Body() dto: CorrectDatumDto,
    @CurrentStaff() staff: StaffMember,
    @Headers('if-match') ifMatch?: string,
  ): Promise<DatumIdDto> {
    return this.correction.correct(register, id, datumId, dto, editor(staff, ifMatch));
  }

  /** Says what in a datum, also one of a record, tells of other people. Copies leave it out; an empty list takes it back. */
  @Put(':datumId/third-parties')
  @Permit('customers.write')
  markThirdParties(
    @Param('register') register: string,
    @Param('id', IdPipe) id: string,
    @Param('datumId', IdPipe) datumId: string,
    @Body() { parts }: MarkThirdPartiesDto,
    @CurrentStaff() staff: StaffMember,
    @Headers('if-match') ifMatch?: string,
  ): Promise<DatumIdDto> {
    return this.marking.mark(register, { customerId: id, datumId }, parts, editor(staff, ifMatch));
  }

  /** Notes that the person withdrew their consent to a datum that rests on it (Art. 7(3)). */
  @Post(':datumId/consent-withdrawal')
  @HttpCode(200)
  @Permit('customers.write')
  withdrawConsent(
    @Param('register') register: string,
    @Param('id', IdPipe) id: string,
    @Param('datumId', IdPipe) datumId: string,
    @Body() dto: WithdrawConsentDto,
    @CurrentStaff() staff: StaffMember,
    @Headers('if-match') ifMatch?: string,
  ): Promise<DatumIdDto> {
    return this.withdrawal.withdraw(register, id, datumId, dto, editor(staff, ifMatch));
  }
}

const editor = ({ id }: StaffMember, ifMatch: string | undefined): Editor => ({
  actor: id,
  version: expectedVersion(ifMatch) ?? undefined,
});
