import { Injectable } from '@nestjs/common';
import { Bounces } from '../mail/bounces.js';
import type { BouncedDto, ReaddressDto } from './dto/letter.dto.js';
import type { RequestDto } from './dto/request.dto.js';
import { Handling } from './handling.js';
import { Readdressing } from './readdressing.js';

export interface LetterOfCase {
  readonly register: string;
  readonly requestId: string;
  readonly letterId: string;
}

/** What staff do with a letter that did not arrive, each in one transaction. */
@Injectable()
export class LetterDesk {
  constructor(
    private readonly handling: Handling,
    private readonly bounces: Bounces,
    private readonly readdressing: Readdressing,
  ) {}

  bounced(
    { register, requestId, letterId }: LetterOfCase,
    dto: BouncedDto,
    staffId: string,
  ): Promise<RequestDto> {
    const of = { requestId, letterId };
    return this.handling.on(register, requestId, (tx) => this.bounces.came(tx, of, dto, staffId));
  }

  readdress(
    { register, requestId, letterId }: LetterOfCase,
    dto: ReaddressDto,
    staffId: string,
  ): Promise<RequestDto> {
    return this.handling.on(register, requestId, (tx) =>
      this.readdressing.readdress(tx, requestId, letterId, dto, staffId),
    );
  }
}
