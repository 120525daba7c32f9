import { Controller, Get, Param } from '@nestjs/common';
import { IdPipe } from '../http/id.pipe.js';
import { CurrentStaff } from '../staff/current-staff.decorator.js';
import { Permit } from '../staff/permit.decorator.js';
import { StaffMember } from '../staff/staff-member.js';
import { Deliveries } from './deliveries.js';
import { OpenedPackageDto } from './dto/package.dto.js';

/** Copies for people who can only be reached by post: staff print them. */
@Controller('v1/registers/:register/requests/:id/packages')
export class StaffPackagesController {
  constructor(private readonly deliveries: Deliveries) {}

  /** The files of an item's copy. Opening them is recorded with the case. */
  @Get(':itemId')
  @Permit('requests.handle')
  async print(
    @Param('register') register: string,
    @Param('id', IdPipe) requestId: string,
    @Param('itemId', IdPipe) itemId: string,
    @CurrentStaff() staff: StaffMember,
  ): Promise<OpenedPackageDto> {
    return { files: [...(await this.deliveries.print(register, { requestId, itemId }, staff.id))] };
  }
}
