import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../audit/audit-log.js';
import { DomainError } from '../domain/domain-error.js';
import { Suppressions } from '../objections/suppressions.js';
import { Policies } from '../registers/policies.js';
import { CustomerIntake, type NewCustomer } from './customer-intake.js';
import { CustomerNumbers } from './customer-numbers.js';
import type { Customer } from './customer.entity.js';
import { requireValue } from './datum-value.js';
import { isSource } from './new-datum.js';

/** Decides who may enter the register. */
@Injectable()
export class CustomerAdmission {
  constructor(
    private readonly policies: Policies,
    private readonly numbers: CustomerNumbers,
    private readonly suppressions: Suppressions,
    private readonly intake: CustomerIntake,
  ) {}

  async admit(tx: EntityManager, register: string, input: NewCustomer, actor: Actor): Promise<Customer> {
    const policy = this.policies.of(register);
    for (const [position, { category, value, source }] of input.data.entries()) {
      requireValue(category, value, `/data/${position}/value`);
      if (source !== undefined && !isSource(policy, source)) {
        throw new DomainError('INVALID_VALUE', {
          pointer: `/data/${position}/source`,
          reason: 'UNKNOWN_SOURCE',
        });
      }
    }
    const { customerNumber } = input;
    const holders = await this.numbers.claim(tx, register, [customerNumber]);
    if (holders.size > 0) throw new DomainError('CUSTOMER_NUMBER_TAKEN');
    const flags = await this.suppressions.flagsFor(tx, register, { customerNumber });
    if (flags.includes('erased')) throw new DomainError('PERSON_ERASED');
    const [customer] = await this.intake.enter(tx, register, [input], actor);
    return customer!;
  }
}
