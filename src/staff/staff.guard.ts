import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Clock } from '../clock.js';
import { HttpProblem } from '../http/http-problem.js';
import { Policies } from '../registers/policies.js';
import { ANY_SESSION } from './any-session.decorator.js';
import { bearerToken } from './bearer-token.js';
import type { StaffRequest } from './current-staff.decorator.js';
import { Denials } from './denials.js';
import { allows, isPersonal, type Permission } from './permissions.js';
import { PERMISSION } from './permit.decorator.js';
import { PUBLIC } from './public.decorator.js';
import { type Access, HOUSE, Sessions } from './sessions.service.js';
import { StaffMember } from './staff-member.js';

/** The register of a grant that holds in all of them. */
const EVERY_REGISTER = '*';

type Guarded = FastifyRequest & StaffRequest;

/** Lets in whom the route names, and nobody where it names no one. Reads session, roles and commitment anew each time. */
@Injectable()
export class StaffGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: Sessions,
    private readonly policies: Policies,
    private readonly clock: Clock,
    private readonly denials: Denials,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.marked<boolean>(context, PUBLIC)) return true;
    const request = context.switchToHttp().getRequest<Guarded>();
    const token = bearerToken(request.headers);
    const access = token === null ? null : await this.sessions.access(token);
    if (!access) throw new HttpProblem('UNAUTHENTICATED');
    const { register = HOUSE } = request.params as { register?: string };
    const roles = rolesIn(access, register);
    if (!this.marked<boolean>(context, ANY_SESSION))
      await this.check(access, register, roles, this.marked<Permission>(context, PERMISSION) ?? null);
    request.staff = new StaffMember(access.staffId, roles);
    return true;
  }

  private async check(
    access: Access,
    register: string,
    roles: StaffMember['roles'],
    permission: Permission | null,
  ): Promise<void> {
    const denial = { staffId: access.staffId, register: this.known(access, register), permission };
    if (permission === null || !allows(permission, roles))
      return this.denials.deny({ ...denial, code: 'FORBIDDEN' });
    if (isPersonal(permission) && !this.isBound(access))
      return this.denials.deny({ ...denial, code: 'CONFIDENTIALITY_COMMITMENT_MISSING' });
  }

  /** Only who may see every register learns that one does not exist; to others it is one they may not enter. */
  private known(access: Access, register: string): string {
    if (register === HOUSE || this.policies.has(register)) return register;
    if (access.grants.some((grant) => grant.register === EVERY_REGISTER)) this.policies.of(register);
    return HOUSE;
  }

  private isBound({ commitmentOn }: Access): boolean {
    return commitmentOn !== null && commitmentOn <= this.clock.today();
  }

  private marked<T>(context: ExecutionContext, mark: string): T | undefined {
    return this.reflector.getAllAndOverride<T | undefined>(mark, [context.getHandler(), context.getClass()]);
  }
}

function rolesIn({ grants }: Access, register: string): StaffMember['roles'] {
  return grants
    .filter((grant) => [register, EVERY_REGISTER].includes(grant.register))
    .map(({ role }) => role);
}
