import { Controller, Get, Param, Query } from '@nestjs/common';
import { IdPipe } from '../http/id.pipe.js';
import { Permit } from '../staff/permit.decorator.js';
import { AtQuery } from './dto/at.dto.js';
import { ExplanationDto } from './dto/explanation.dto.js';
import { Explanations } from './explanations.js';

/** Why a datum is here: ids, codes and dates, no value of the person. */
@Controller('v1/registers/:register/customers/:id/data/:datumId/explanation')
export class ExplanationsController {
  constructor(private readonly explanations: Explanations) {}

  /** The rule that keeps a datum, until when, what holds it and what would end that. */
  @Get()
  @Permit('requests.trace')
  get(
    @Param('register') register: string,
    @Param('id', IdPipe) id: string,
    @Param('datumId', IdPipe) datumId: string,
    @Query() { at }: AtQuery,
  ): Promise<ExplanationDto> {
    return this.explanations.of(register, id, datumId, at);
  }
}
