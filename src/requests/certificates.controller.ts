import { Controller, Get, Param, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { IdPipe } from '../http/id.pipe.js';
import { Permit } from '../staff/permit.decorator.js';
import { CertificateDto, CertificateQuery } from './dto/certificate.dto.js';
import { ErasureCertificates } from './erasure-certificates.js';

/** Certificates of erasure: they name nobody. */
@Controller('v1/registers/:register/requests/:id/certificate')
export class CertificatesController {
  constructor(private readonly certificates: ErasureCertificates) {}

  /** What was erased, when, by which rule, and the entry of the ledger that proves it. */
  @Get()
  @Permit('requests.trace')
  show(
    @Param('register') register: string,
    @Param('id', IdPipe) id: string,
    @Query() query: CertificateQuery,
  ): Promise<CertificateDto> {
    return this.certificates.show(register, id, query);
  }

  /** The same on the controller's paper, to be given to the person. */
  @Get('pdf')
  @Permit('requests.trace')
  @ApiProduces('application/pdf')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async pdf(
    @Param('register') register: string,
    @Param('id', IdPipe) id: string,
    @Query() query: CertificateQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const { name, bytes } = await this.certificates.pdf(register, id, query);
    void reply.header('cache-control', 'no-store');
    return new StreamableFile(bytes, { type: 'application/pdf', disposition: `inline; filename="${name}"` });
  }
}
