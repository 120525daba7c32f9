import { Controller, Get, Param, Query } from '@nestjs/common';
import type { Category, Language, Right } from '../domain/category.js';
import type { RegisterPolicy } from '../domain/register-policy.js';
import { Permit } from '../staff/permit.decorator.js';
import { PolicyQuery } from './dto/policy.dto.js';
import { Policies } from './policies.js';
import { PolicyVersions } from './policy-versions.service.js';

class RegisterFindingDto {
  code!: string;
  severity!: 'error' | 'warning' | 'info';
  cite!: string;
  text!: string;
}

/** A register in a nutshell. */
class RegisterDto {
  register!: string;
  controller!: string;
  policyVersion!: string;
  policyHash!: string;
  activeFrom!: string;
  categories!: Category[];
  languages!: Language[] | 'notStated';
  /** Rights whose plan a supervisor approves. */
  approval!: Right[];
  /** False where the notice states no retention: the purge does not run until the controller states one. */
  retentionStated!: boolean;
  findings!: RegisterFindingDto[];
}

/** The registers of the house and their policies. */
@Controller('v1/registers/:register')
@Permit('policy.read')
export class RegistersController {
  constructor(
    private readonly policies: Policies,
    private readonly versions: PolicyVersions,
  ) {}

  @Get()
  get(@Param('register') register: string): RegisterDto {
    const { policy, hash } = this.policies.inForce(register);
    return {
      register,
      controller: policy.controller.name,
      policyVersion: policy.version,
      policyHash: hash,
      activeFrom: policy.activeFrom,
      categories: policy.categories.map(({ category }) => category),
      languages: policy.languages === 'notStated' ? policy.languages : [...policy.languages],
      approval: [...policy.approval],
      retentionStated: policy.retention !== 'notStated',
      findings: policy.findings.map((finding) => ({ ...finding })),
    };
  }

  /** The whole policy, as the file states it: the one in force, or a version that is past or to come. */
  @Get('policy')
  async policy(
    @Param('register') register: string,
    @Query() query: PolicyQuery,
  ): Promise<RegisterPolicy & { hash: string }> {
    const { policy, hash } = await this.versions.read(register, query);
    return { ...policy, hash };
  }
}
