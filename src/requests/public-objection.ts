import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DomainError } from '../domain/domain-error.js';
import { prohibitedBy } from '../domain/objection.js';
import { Links } from '../identity/links.js';
import { Objections } from '../objections/objections.js';
import { type Case, Cases } from './cases.js';
import { DecisionWriter } from './decision-writer.js';

/** An objection over the web: marketing stops at submission, confirmed by a mail that can take it back. */
@Injectable()
export class PublicObjection {
  constructor(
    private readonly objections: Objections,
    private readonly cases: Cases,
    private readonly decisions: DecisionWriter,
    private readonly links: Links,
  ) {}

  async object(tx: EntityManager, opened: Case): Promise<void> {
    const { register, id: requestId } = opened.request;
    const item = opened.items.find(({ right }) => right === 'objection')!;
    const email = opened.file.email!;
    const prohibited = prohibitedBy(opened.file.objectsTo);
    const customerIds = await this.objections.under(tx, register, email);
    const stopped = await this.objections.stopMarketing(
      tx,
      register,
      { customerIds, email },
      { actor: 'subject', requestId },
      prohibited,
    );
    // The rest of what is objected to is weighed, and answered together, once it is known who asks.
    if (opened.file.objectsTo === 'processing') return;
    await this.cases.move(tx, item, 'in-progress');
    await this.cases.note(tx, opened, item, { stopped });
    const undo = await this.links.issue(tx, register, 'undo-objection', requestId);
    await this.decisions.decide(
      tx,
      opened,
      item,
      { kind: 'decision', state: 'fulfilled', marketingStopped: true, prohibited, undoLink: undo.url },
      null,
      'subject',
    );
  }

  async undo(tx: EntityManager, opened: Case): Promise<void> {
    const { register, id: requestId } = opened.request;
    const item = opened.items.find(({ right }) => right === 'objection')!;
    const stopped = this.cases.decision(opened, item)?.stopped;
    if (!stopped || opened.file.email === null) throw new DomainError('NOT_FOUND', { what: 'objection' });
    await this.objections.allowAgain(tx, register, stopped, opened.file.email, {
      actor: 'subject',
      requestId,
    });
  }
}
