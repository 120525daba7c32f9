import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, getSchemaPath } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { HttpProblem } from '../http/http-problem.js';
import { paperHtml } from '../paper/paper-html.js';
import { paperMarkdown } from '../paper/paper-markdown.js';
import type { DecidingPolicy } from '../planning/planning.js';
import { CurrentStaff } from '../staff/current-staff.decorator.js';
import { Permit } from '../staff/permit.decorator.js';
import { StaffMember } from '../staff/staff-member.js';
import { PolicyDiffDto, PolicyDiffQuery, PolicyVersionsDto, ReportQuery } from './dto/policy.dto.js';
import { SimulateDto, SimulationDto } from './dto/simulation.dto.js';
import { PolicySimulations } from './policy-simulations.service.js';
import { PolicyVersions } from './policy-versions.service.js';
import { postedPolicy } from './posted-policy.js';
import { simulationReport } from './simulation-report.js';

/** The versions of a register's policy, what differs between them, and what a new one would do. */
@Controller('v1/registers/:register/policy')
@ApiExtraModels(SimulationDto)
export class PolicyVersionsController {
  constructor(
    private readonly versions: PolicyVersions,
    private readonly simulations: PolicySimulations,
  ) {}

  /** Every version, oldest first: past, in force and to come. */
  @Get('versions')
  @Permit('policy.read')
  async list(@Param('register') register: string): Promise<PolicyVersionsDto> {
    return { data: await this.versions.list(register), nextCursor: null };
  }

  /** What differs between two versions, in words. */
  @Get('diff')
  @Permit('policy.read')
  diff(@Param('register') register: string, @Query() query: PolicyDiffQuery): PolicyDiffDto {
    return this.versions.diff(register, query);
  }

  /** What the next purge would do under another version, or under a policy that is only tried out. Changes nothing. */
  @Post('simulations')
  @HttpCode(200)
  @Permit('purges.read')
  @ApiOkResponse({
    description: 'The simulation, or its report.',
    content: {
      'application/json': { schema: { $ref: getSchemaPath(SimulationDto) } },
      'text/markdown': { schema: { type: 'string' } },
      'text/html': { schema: { type: 'string' } },
    },
  })
  async simulate(
    @Param('register') register: string,
    @Body() dto: SimulateDto,
    @Query() { format }: ReportQuery,
    @CurrentStaff() staff: StaffMember,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SimulationDto | string> {
    const candidate = await this.candidate(register, dto);
    const simulation = await this.simulations.simulate(register, candidate, dto.at, staff.id);
    if (format === 'json') return simulation;
    const report = simulationReport(simulation, candidate.policy.controller.name);
    void reply.type(format === 'md' ? 'text/markdown; charset=utf-8' : 'text/html; charset=utf-8');
    return format === 'md' ? paperMarkdown(report) : paperHtml(report);
  }

  private candidate(
    register: string,
    { version, policy }: SimulateDto,
  ): Promise<DecidingPolicy> | DecidingPolicy {
    if ((version === undefined) === (policy === undefined)) {
      const detail = 'give either a version or a policy';
      throw new HttpProblem('INVALID_INPUT', {
        errors: [{ pointer: '', code: 'VERSION_OR_POLICY', detail }],
      });
    }
    return version === undefined ? postedPolicy(register, policy) : this.versions.read(register, { version });
  }
}
