import { Controller, Get, Param } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { DomainError } from '../domain/domain-error.js';
import { Public } from '../staff/public.decorator.js';
import { PROBLEMS, problemType } from './problems.js';

/** Explains the `type` of a problem to whoever opens it. */
@ApiExcludeController()
@Controller('problems')
export class ProblemsController {
  private readonly byType = new Map(
    Object.entries(PROBLEMS).map(([code, problem]) => {
      const type = problemType(code as keyof typeof PROBLEMS);
      return [type, { type, code, ...problem }];
    }),
  );

  @Public()
  @Get()
  list() {
    return { data: [...this.byType.values()], nextCursor: null };
  }

  @Public()
  @Get(':name')
  explain(@Param('name') name: string) {
    const problem = this.byType.get(`/problems/${name}`);
    if (!problem) throw new DomainError('NOT_FOUND');
    return problem;
  }
}
