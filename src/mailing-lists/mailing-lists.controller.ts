import { Readable } from 'node:stream';
import { Body, Controller, Headers, HttpCode, Param, Post, Res, StreamableFile } from '@nestjs/common';
import { ApiProduces } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { AnswersSecret } from '../http/answers-secret.decorator.js';
import { CurrentStaff } from '../staff/current-staff.decorator.js';
import { Permit } from '../staff/permit.decorator.js';
import { StaffMember } from '../staff/staff-member.js';
import { CreateMailingListDto } from './dto/mailing-list.dto.js';
import { type MailingList, MailingLists } from './mailing-lists.service.js';

/** Lists from the register, of name, organisation and postal address only. */
@Controller('v1/registers/:register/mailing-lists')
export class MailingListsController {
  constructor(private readonly lists: MailingLists) {}

  /**
   * A list as CSV, streamed. `Mailing-List-Listed` and `Mailing-List-Left-Out` say how many are on it and how many not,
   * and why, when it begins; the audit log has what was delivered. With an Idempotency-Key a repeat notes no second disclosure.
   */
  @Post()
  @HttpCode(200)
  @Permit('mailing-lists.make')
  @AnswersSecret()
  @ApiProduces('text/csv')
  async make(
    @Param('register') register: string,
    @Body() dto: CreateMailingListDto,
    @CurrentStaff() staff: StaffMember,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('idempotency-key') key?: string,
  ): Promise<StreamableFile> {
    return streamed(await this.lists.make(register, dto, staff.id, key), reply);
  }
}

function streamed({ id, listed, leftOut, rows }: MailingList, reply: FastifyReply): StreamableFile {
  const reasons = Object.entries(leftOut).map(([reason, count]) => `${reason}=${count}`);
  void reply.headers({
    'cache-control': 'no-store',
    'mailing-list-id': id,
    'mailing-list-listed': String(listed),
    'mailing-list-left-out': reasons.join(', '),
  });
  return new StreamableFile(Readable.from(rows), {
    type: 'text/csv; charset=utf-8',
    disposition: 'attachment; filename="mailing-list.csv"',
  });
}
