import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AnswerWriter } from '../answers/answer-writer.js';
import { PersonFiles } from '../customers/person-file.js';
import { type Case } from './cases.js';

/** Where the letters of a case go. */
@Injectable()
export class CaseAddresses {
  constructor(
    private readonly files: PersonFiles,
    private readonly answers: AnswerWriter,
  ) {}

  async of(tx: EntityManager, opened: Case): Promise<string | null> {
    const { customerId } = opened.request;
    // While it is open who asks, the question goes to whoever asked, not to the person a name happens to fit.
    if (opened.file.email !== null && opened.items.some(({ state }) => state === 'awaiting-identification'))
      return opened.file.email;
    const file = customerId === null ? null : await this.files.load(tx, customerId, { values: 'personal' });
    return this.answers.address(opened, file && (await this.files.subject(tx, file)));
  }
}
