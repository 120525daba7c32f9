import { Controller, Get, Param, Res, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { IdPipe } from '../http/id.pipe.js';
import { Permit } from '../staff/permit.decorator.js';
import { CaseLetters } from './case-letters.js';
import { LettersDto } from './dto/request.dto.js';

/** Letters of a case, to read again or to print. */
@Controller('v1/registers/:register/requests/:id/letters')
export class LettersController {
  constructor(private readonly caseLetters: CaseLetters) {}

  @Get()
  @Permit('requests.read')
  letters(@Param('register') register: string, @Param('id', IdPipe) id: string): Promise<LettersDto> {
    return this.caseLetters.list(register, id);
  }

  /** One letter on the controller's paper, for the post. */
  @Get(':letterId/pdf')
  @Permit('requests.read')
  @ApiProduces('application/pdf')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async pdf(
    @Param('register') register: string,
    @Param('id', IdPipe) id: string,
    @Param('letterId', IdPipe) letterId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const { name, bytes } = await this.caseLetters.pdf(register, id, letterId);
    void reply.header('cache-control', 'no-store');
    return new StreamableFile(bytes, { type: 'application/pdf', disposition: `inline; filename="${name}"` });
  }
}
