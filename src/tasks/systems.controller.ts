import { Body, Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { IdPipe } from '../http/id.pipe.js';
import { ListQuery } from '../http/list.js';
import { Public } from '../staff/public.decorator.js';
import { TaskMessagesDto, TaskResultDto, TaskStatusDto } from './dto/task-result.dto.js';
import { SystemAnswers } from './system-answers.service.js';
import { SystemDoor } from './system-door.js';
import { SystemInbox } from './system-inbox.service.js';

/** Where connected systems answer. Signed as Standard Webhooks says, with the secret that the policy names. */
@Controller('v1')
@Public()
export class SystemsController {
  constructor(
    private readonly door: SystemDoor,
    private readonly answers: SystemAnswers,
    private readonly inbox: SystemInbox,
  ) {}

  /** The callback of one task: 410 once it was used or has expired, 409 for another task. */
  @Post('public/systems/:system/callbacks/:register/:token')
  @HttpCode(200)
  async callback(
    @Param('register') register: string,
    @Param('system') code: string,
    @Param('token') token: string,
    @Body() dto: TaskResultDto,
    @Req() request: FastifyRequest,
  ): Promise<TaskStatusDto> {
    const system = await this.door.enter(register, code, request);
    return this.answers.callback({ register, system }, token, dto);
  }

  /** The open tasks of a system that cannot be reached from outside. Signed is the path with its query. */
  @Get('systems/:register/:system/tasks')
  async list(
    @Param('register') register: string,
    @Param('system') code: string,
    @Query() query: ListQuery,
    @Req() request: FastifyRequest,
  ): Promise<TaskMessagesDto> {
    const system = await this.door.enter(register, code, request);
    return (await this.inbox.list({ register, system }, query)) as TaskMessagesDto;
  }

  /** What such a system says of one task. */
  @Post('systems/:register/:system/tasks/:id/results')
  @HttpCode(200)
  async result(
    @Param('register') register: string,
    @Param('system') code: string,
    @Param('id', IdPipe) id: string,
    @Body() dto: TaskResultDto,
    @Req() request: FastifyRequest,
  ): Promise<TaskStatusDto> {
    const system = await this.door.enter(register, code, request);
    return this.answers.result({ register, system }, id, dto);
  }
}
