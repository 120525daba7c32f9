import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import type { Actor } from '../../audit/audit-log.js';
import { type PersonType, type Prohibition, PROHIBITIONS } from '../../domain/category.js';
import { Suppressions } from '../../objections/suppressions.js';
import { Policies } from '../../registers/policies.js';
import { normalForms } from '../../vault/search-field.js';
import { CustomerIntake, type NewCustomer } from '../customer-intake.js';
import { CustomerNumbers } from '../customer-numbers.js';
import { Customer } from '../customer.entity.js';
import { isSource } from '../new-datum.js';
import { dataOf, factOf, listOf } from './check-cells.js';
import type { Cells } from './csv-rows.js';
import { CustomerUpdate } from './customer-update.js';
import { IMPORT_COLUMNS } from './import-columns.js';
import { type CellProblem, type Outcome, problem } from './import-report.js';
import type { Importer, ImportLine } from './importer.js';

/** Takes in customers: new ones together, changed ones one by one, unchanged ones not at all. */
@Injectable()
export class CustomerImporter implements Importer {
  readonly columns = IMPORT_COLUMNS.customers;

  constructor(
    private readonly policies: Policies,
    private readonly numbers: CustomerNumbers,
    private readonly suppressions: Suppressions,
    private readonly intake: CustomerIntake,
    private readonly update: CustomerUpdate,
  ) {}

  keyOf(cells: Cells): string {
    return normalForms('customer-number', cells['customerNumber']!).join('');
  }

  async apply(
    tx: EntityManager,
    register: string,
    lines: readonly ImportLine[],
    actor: Actor,
  ): Promise<Outcome[]> {
    const numbers = lines.map(({ cells }) => cells['customerNumber']!);
    const holders = await this.numbers.claim(tx, register, numbers);
    const known = await tx.find(Customer, {
      where: { id: In([...holders.values()]) },
      select: { id: true, importDigest: true },
    });
    const digests = new Map(known.map(({ id, importDigest }) => [id, importDigest]));
    const flags = await this.suppressions.flagsForAll(
      tx,
      register,
      numbers.map((customerNumber) => ({ customerNumber })),
    );
    const outcomes: Outcome[] = [];
    const newcomers: NewCustomer[] = [];
    for (const [position, { cells, digest }] of lines.entries()) {
      const id = holders.get(numbers[position]!);
      const problems = this.problems(register, cells);
      if (problems.length > 0) outcomes.push(problems);
      else if (id !== undefined && digests.get(id)?.equals(digest)) outcomes.push('unchanged');
      else if (id !== undefined) {
        outcomes.push(
          await this.update.apply(tx, id, { ...newCustomer(cells), importDigest: digest }, cells, actor),
        );
      } else if (flags[position]!.includes('erased'))
        outcomes.push(problem('PERSON_ERASED', 'customerNumber'));
      else {
        newcomers.push({ ...newCustomer(cells), importDigest: digest });
        outcomes.push('imported');
      }
    }
    await this.intake.enter(tx, register, newcomers, actor);
    return outcomes;
  }

  private problems(register: string, { source, prohibitions }: Cells): CellProblem[] {
    const policy = this.policies.of(register);
    const unknown = listOf(prohibitions).some((flag) => !PROHIBITIONS.some((known) => known === flag));
    return [
      ...(source && !isSource(policy, source) ? problem('UNKNOWN_SOURCE', 'source') : []),
      ...(unknown ? problem('INVALID_CODE', 'prohibitions') : []),
    ];
  }
}

/** The line as a customer; an empty cell gives no datum. */
function newCustomer(cells: Cells): NewCustomer {
  return {
    customerNumber: cells['customerNumber']!,
    personType: cells['personType'] as PersonType,
    prohibitions: listOf(cells['prohibitions']) as Prohibition[],
    relationshipEnd: factOf(cells, 'relationshipEnd') ?? null,
    contractEnd: factOf(cells, 'contractEnd') ?? null,
    lastServiceContact: factOf(cells, 'lastServiceContact') ?? null,
    lastContact: factOf(cells, 'lastContact') ?? null,
    contactRoleEnd: factOf(cells, 'contactRoleEnd') ?? null,
    data: dataOf(IMPORT_COLUMNS.customers, cells),
  };
}
