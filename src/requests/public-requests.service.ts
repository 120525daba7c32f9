import { Injectable } from '@nestjs/common';
import { Clock } from '../clock.js';
import { Database } from '../database/database.js';
import { Policies } from '../registers/policies.js';
import { requireRestricts } from './restricted-data.js';
import type { PublicRequestDto } from './dto/public-request.dto.js';
import { destinationIn } from './destination.js';
import { Intake } from './intake.js';
import { Doorstep } from './doorstep.js';

/** What a person can do without an account: ask, verify, take an objection back. */
@Injectable()
export class PublicRequests {
  constructor(
    private readonly database: Database,
    private readonly policies: Policies,
    private readonly intake: Intake,
    private readonly doorstep: Doorstep,
    private readonly clock: Clock,
  ) {}

  /** Answers the same whoever asks: whether the person is known is looked at only after the mail is verified. */
  async submit(register: string, dto: PublicRequestDto): Promise<void> {
    this.policies.of(register);
    await this.database.inRegister(register, async (tx) => {
      await requireRestricts(tx, dto.restricts ?? [], { rights: dto.rights, customerId: null });
      const opened = await this.intake.open(
        tx,
        {
          register,
          channel: 'web',
          language: dto.language,
          receivedOn: this.clock.today(),
          rights: dto.rights,
          file: {
            name: dto.name,
            email: dto.email,
            details: dto.details ?? null,
            corrections: dto.corrections ?? [],
            ...(dto.restricts ? { restricts: dto.restricts } : {}),
            objectsTo: dto.objectsTo ?? 'direct-marketing',
            ...(dto.demand === undefined ? {} : { demand: dto.demand }),
            ...(dto.restrictionGround === undefined ? {} : { restrictionGround: dto.restrictionGround }),
            ...destinationIn(dto),
            evidence: (dto.proofs ?? []).map(({ kind, value }) => ({ kind, value, seen: false })),
          },
          customerId: null,
          recordedBy: null,
        },
        'subject',
      );
      if (dto.rights.includes('objection')) await this.doorstep.object(tx, opened);
      if (opened.items.some(({ state }) => state === 'unverified'))
        await this.doorstep.askToVerify(tx, opened);
    });
  }

  /** Throws NOT_FOUND, LINK_USED or LINK_EXPIRED. */
  async verify(token: string): Promise<void> {
    const link = await this.doorstep.look(token, 'verify');
    await this.database.inRegister(link.register, (tx) => this.doorstep.verified(tx, link));
  }

  async undoObjection(token: string): Promise<void> {
    const link = await this.doorstep.look(token, 'undo-objection');
    await this.database.inRegister(link.register, (tx) => this.doorstep.undone(tx, link));
  }
}
