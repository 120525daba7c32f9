import { Controller, Get, Param, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces } from '@nestjs/swagger';
import { packageArchive, packageParts } from '../answers/package-archive.js';
import { IdPipe } from '../http/id.pipe.js';
import { CurrentStaff } from '../staff/current-staff.decorator.js';
import { Permit } from '../staff/permit.decorator.js';
import { StaffMember } from '../staff/staff-member.js';
import { Deliveries } from './deliveries.js';
import { OpenedPackageDto } from './dto/package.dto.js';
import { download, filesAnswer } from './streamed-answer.js';

/** Copies for people who can only be reached by post: staff print them. Each opening is recorded with the case. */
@Controller('v1/registers/:register/requests/:id/packages')
export class StaffPackagesController {
  constructor(private readonly deliveries: Deliveries) {}

  /** The files of an item's copy. Of a copy that fills more than one page the ZIP alone. */
  @Get(':itemId')
  @Permit('requests.handle')
  @ApiOkResponse({ type: OpenedPackageDto })
  async print(
    @Param('register') register: string,
    @Param('id', IdPipe) requestId: string,
    @Param('itemId', IdPipe) itemId: string,
    @CurrentStaff() staff: StaffMember,
  ): Promise<StreamableFile> {
    return filesAnswer(packageParts(await this.deliveries.print(register, { requestId, itemId }, staff.id)));
  }

  /** The same as one ZIP, of any size. */
  @Get(':itemId/archive')
  @Permit('requests.handle')
  @ApiProduces('application/zip')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async archive(
    @Param('register') register: string,
    @Param('id', IdPipe) requestId: string,
    @Param('itemId', IdPipe) itemId: string,
    @CurrentStaff() staff: StaffMember,
  ): Promise<StreamableFile> {
    return download(packageArchive(await this.deliveries.print(register, { requestId, itemId }, staff.id)));
  }
}
