import {
  Body,
  Controller,
  Get,
  Headers,
  HttpCode,
  Param,
  Post,
  Query,
  Res,
  StreamableFile,
} from '@nestjs/common';
import { ApiOkResponse, ApiProduces } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { expectedVersion } from '../http/etag.js';
import { IdPipe } from '../http/id.pipe.js';
import { ListQuery } from '../http/list.js';
import { CurrentStaff } from '../staff/current-staff.decorator.js';
import { Permit } from '../staff/permit.decorator.js';
import { StaffMember } from '../staff/staff-member.js';
import {
  CreateRestrictionDto,
  LiftNoticeDto,
  RestrictionDto,
  RestrictionPageDto,
} from './dto/restriction.dto.js';
import { RestrictionLifting } from './restriction-lifting.service.js';
import { Restrictions } from './restrictions.service.js';

/** Restrictions of processing, Art. 18. */
@Controller('v1/registers/:register/customers/:id/restrictions')
export class RestrictionsController {
  constructor(
    private readonly restrictions: Restrictions,
    private readonly lifting: RestrictionLifting,
  ) {}

  /** All of them, lifted ones too. */
  @Get()
  @Permit('customers.read')
  list(
    @Param('register') register: string,
    @Param('id', IdPipe) id: string,
    @Query() query: ListQuery,
  ): Promise<RestrictionPageDto> {
    return this.restrictions.list(register, id, query);
  }

  @Post()
  @Permit('restrictions.write')
  set(
    @Param('register') register: string,
    @Param('id', IdPipe) id: string,
    @Body() { ground, categories = null, data = null }: CreateRestrictionDto,
    @CurrentStaff() staff: StaffMember,
    @Headers('if-match') ifMatch?: string,
  ): Promise<RestrictionDto> {
    const version = expectedVersion(ifMatch) ?? undefined;
    return this.restrictions.set(register, id, { ground, categories, data }, staff.id, version);
  }

  /**
   * Tells the person that the restriction will be lifted (Art. 18(3)): by its case, by mail, or by a letter to post.
   * With `told` it takes down how staff told them.
   */
  @Post(':restrictionId/lift-notice')
  @HttpCode(200)
  @Permit('restrictions.write')
  noteLiftNotice(
    @Param('register') register: string,
    @Param('id', IdPipe) id: string,
    @Param('restrictionId', IdPipe) restrictionId: string,
    @Body() { told }: LiftNoticeDto,
    @CurrentStaff() staff: StaffMember,
  ): Promise<RestrictionDto> {
    return this.lifting.noteLiftNotice(
      { register, customerId: id, id: restrictionId, actor: staff.id },
      told,
    );
  }

  /** The letter to post, on the controller's paper. */
  @Get(':restrictionId/lift-notice/pdf')
  @Permit('restrictions.write')
  @ApiProduces('application/pdf')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async liftLetter(
    @Param('register') register: string,
    @Param('id', IdPipe) id: string,
    @Param('restrictionId', IdPipe) restrictionId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const bytes = await this.lifting.letter({ register, customerId: id, id: restrictionId });
    void reply.header('cache-control', 'no-store');
    const disposition = `inline; filename="restriction-${restrictionId}.pdf"`;
    return new StreamableFile(bytes, { type: 'application/pdf', disposition });
  }

  /** Refused until the person has been told. */
  @Post(':restrictionId/lift')
  @HttpCode(200)
  @Permit('restrictions.write')
  lift(
    @Param('register') register: string,
    @Param('id', IdPipe) id: string,
    @Param('restrictionId', IdPipe) restrictionId: string,
    @CurrentStaff() staff: StaffMember,
  ): Promise<RestrictionDto> {
    return this.lifting.lift({ register, customerId: id, id: restrictionId, actor: staff.id });
  }
}
