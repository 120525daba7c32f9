import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { IdPipe } from '../http/id.pipe.js';
import { CurrentStaff } from '../staff/current-staff.decorator.js';
import { Permit } from '../staff/permit.decorator.js';
import { StaffMember } from '../staff/staff-member.js';
import {
  AssignTaskDto,
  CompleteTaskDto,
  ExcuseTaskDto,
  TaskDto,
  TaskPageDto,
  TasksQuery,
} from './dto/task.dto.js';
import { TaskReading } from './task-reading.service.js';
import { Tasks } from './tasks.service.js';

/** What cases wait for outside the register: other systems, and paper. */
@Controller('v1/registers/:register')
export class TasksController {
  constructor(
    private readonly reading: TaskReading,
    private readonly tasks: Tasks,
  ) {}

  /** The tasks of the whole register, the most urgent first. */
  @Get('tasks')
  @Permit('tasks.handle')
  ofRegister(
    @Param('register') register: string,
    @Query() query: TasksQuery,
    @CurrentStaff() staff: StaffMember,
  ): Promise<TaskPageDto> {
    return this.reading.ofRegister(register, query, staff.id);
  }

  @Get('requests/:id/tasks')
  @Permit('tasks.handle')
  ofCase(
    @Param('register') register: string,
    @Param('id', IdPipe) requestId: string,
    @Query() query: TasksQuery,
    @CurrentStaff() staff: StaffMember,
  ): Promise<TaskPageDto> {
    return this.reading.ofCase(register, requestId, query, staff.id);
  }

  /** Records what was done, and when. The case goes on by itself. */
  @Post('requests/:id/tasks/:taskId/complete')
  @HttpCode(200)
  @Permit('tasks.handle')
  complete(
    @Param('register') register: string,
    @Param('id', IdPipe) requestId: string,
    @Param('taskId', IdPipe) id: string,
    @Body() dto: CompleteTaskDto,
    @CurrentStaff() staff: StaffMember,
  ): Promise<TaskDto> {
    return this.tasks.complete({ register, requestId, id, actor: staff.id }, dto);
  }

  /** Says why it cannot be done. The answer is partial then, and tells the person the reason. */
  @Post('requests/:id/tasks/:taskId/excuse')
  @HttpCode(200)
  @Permit('tasks.handle')
  excuse(
    @Param('register') register: string,
    @Param('id', IdPipe) requestId: string,
    @Param('taskId', IdPipe) id: string,
    @Body() dto: ExcuseTaskDto,
    @CurrentStaff() staff: StaffMember,
  ): Promise<TaskDto> {
    return this.tasks.excuse({ register, requestId, id, actor: staff.id }, dto.reason);
  }

  /** Asks a connected system once more. */
  @Post('requests/:id/tasks/:taskId/ask-again')
  @HttpCode(200)
  @Permit('tasks.handle')
  askAgain(
    @Param('register') register: string,
    @Param('id', IdPipe) requestId: string,
    @Param('taskId', IdPipe) id: string,
    @CurrentStaff() staff: StaffMember,
  ): Promise<TaskDto> {
    return this.tasks.askAgain({ register, requestId, id, actor: staff.id });
  }

  /** Says who does it. */
  @Post('requests/:id/tasks/:taskId/assign')
  @HttpCode(200)
  @Permit('tasks.handle')
  assign(
    @Param('register') register: string,
    @Param('id', IdPipe) requestId: string,
    @Param('taskId', IdPipe) id: string,
    @Body() dto: AssignTaskDto,
    @CurrentStaff() staff: StaffMember,
  ): Promise<TaskDto> {
    return this.tasks.assign({ register, requestId, id, actor: staff.id }, dto.assignee);
  }
}
