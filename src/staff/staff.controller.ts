import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AnswersSecret } from '../http/answers-secret.decorator.js';
import { HttpProblem } from '../http/http-problem.js';
import { IdPipe } from '../http/id.pipe.js';
import { ListQuery } from '../http/list.js';
import { Policies } from '../registers/policies.js';
import { CurrentStaff } from './current-staff.decorator.js';
import {
  AddedStaffDto,
  AddStaffDto,
  ChangedStaffDto,
  ChangeStaffDto,
  StaffPageDto,
  TotpDto,
} from './dto/staff.dto.js';
import { Permit } from './permit.decorator.js';
import { StaffChanges } from './staff-changes.service.js';
import { StaffList } from './staff-list.service.js';
import { StaffMember } from './staff-member.js';
import { StaffAccounts } from './staff.service.js';

/** Accounts of the staff. Only administrators of every register manage them. */
@ApiTags('Staff')
@Controller('v1/staff')
@Permit('staff.manage')
export class StaffController {
  constructor(
    private readonly accounts: StaffAccounts,
    private readonly changes: StaffChanges,
    private readonly accountList: StaffList,
    private readonly policies: Policies,
  ) {}

  @Get()
  list(@Query() query: ListQuery): Promise<StaffPageDto> {
    return this.accountList.list(query);
  }

  /** Makes a personal account. The password is generated and shown only in this answer. */
  @AnswersSecret()
  @Post()
  add(@CurrentStaff() staff: StaffMember, @Body() body: AddStaffDto): Promise<AddedStaffDto> {
    this.refuseUnknown('/register', body.register);
    return this.accounts.addStaff({ ...body, commitmentOn: body.commitmentOn ?? null }, staff.id);
  }

  /** Records a commitment, shuts an account out, resets its password or replaces its roles. */
  @AnswersSecret()
  @Patch(':id')
  change(
    @CurrentStaff() staff: StaffMember,
    @Param('id', IdPipe) id: string,
    @Body() body: ChangeStaffDto,
  ): Promise<ChangedStaffDto> {
    body.roles?.forEach(({ register }, index) => this.refuseUnknown(`/roles/${index}/register`, register));
    return this.changes.change(staff.id, id, body);
  }

  /** Enrols the account for one-time codes; from now on it needs them. */
  @AnswersSecret()
  @Post(':id/totp')
  enrolTotp(@CurrentStaff() staff: StaffMember, @Param('id', IdPipe) id: string): Promise<TotpDto> {
    return this.changes.enrolTotp(staff.id, id);
  }

  private refuseUnknown(pointer: string, register: string): void {
    if (register === '*' || this.policies.has(register)) return;
    const detail = 'register must be a register of this house, or *';
    throw new HttpProblem('INVALID_INPUT', { errors: [{ pointer, code: 'UNKNOWN_REGISTER', detail }] });
  }
}
