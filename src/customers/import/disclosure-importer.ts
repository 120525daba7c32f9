import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { v7 as uuid } from 'uuid';
import type { Actor, AuditNote } from '../../audit/audit-log.js';
import { CATEGORIES, type Category } from '../../domain/category.js';
import { DomainError } from '../../domain/domain-error.js';
import { requireAllowed } from '../../recipients/disclosure-rules.js';
import { Disclosure } from '../../recipients/disclosure.entity.js';
import { Policies } from '../../registers/policies.js';
import { RestrictionWall } from '../../restrictions/restriction-wall.js';
import { CustomerEntries } from '../customer-entries.js';
import { CustomerNumbers } from '../customer-numbers.js';
import { insertAll } from '../datum-writer.js';
import { listOf } from './check-cells.js';
import type { Cells } from './csv-rows.js';
import { IMPORT_COLUMNS } from './import-columns.js';
import { type Outcome, problem } from './import-report.js';
import type { Importer, ImportLine } from './importer.js';

/** Takes in who received what. A disclosure that is known already is not entered twice. */
@Injectable()
export class DisclosureImporter implements Importer {
  readonly columns = IMPORT_COLUMNS.disclosures;

  constructor(
    private readonly policies: Policies,
    private readonly numbers: CustomerNumbers,
    private readonly walls: RestrictionWall,
    private readonly entries: CustomerEntries,
  ) {}

  keyOf(cells: Cells): string {
    const { customerNumber, recipient, ground, disclosedOn } = cells;
    return JSON.stringify([customerNumber, recipient, ground, disclosedOn, categoriesOf(cells)]);
  }

  async apply(
    tx: EntityManager,
    register: string,
    lines: readonly ImportLine[],
    actor: Actor,
  ): Promise<Outcome[]> {
    const numbers = lines.map(({ cells }) => cells['customerNumber']!);
    const holders = await this.numbers.holders(tx, register, numbers);
    const ids = [...new Set(holders.values())];
    const walls = await this.walls.ofAll(tx, ids);
    const known = new Set((await tx.findBy(Disclosure, { customerId: In(ids) })).map(nameOf));
    const added: Disclosure[] = [];
    const outcomes = lines.map(({ cells }, position): Outcome => {
      const customerId = holders.get(numbers[position]!);
      if (customerId === undefined) return problem('UNKNOWN_CUSTOMER', 'customerNumber');
      const disclosure = disclosureOf(register, customerId, cells);
      if (known.has(nameOf(disclosure))) return 'unchanged';
      const refused = this.refusal(disclosure);
      if (refused) return refused;
      const wall = walls.get(customerId)!;
      if (disclosure.categories.some((category) => wall.touches(category))) return problem('RESTRICTED');
      added.push(disclosure);
      return 'imported';
    });
    await insertAll(tx, Disclosure, added);
    await this.entries.changedAll(tx, register, added.map(noteOf(actor)));
    return outcomes;
  }

  private refusal({ register, recipient, ground, categories }: Disclosure): Outcome | null {
    if (categories.some((category) => !CATEGORIES.includes(category))) {
      return problem('UNKNOWN_CATEGORY', 'categories');
    }
    try {
      requireAllowed(this.policies.of(register), recipient, ground);
      return null;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const forbidden = error.code === 'DISCLOSURE_NOT_ALLOWED';
      return forbidden
        ? problem('DISCLOSURE_NOT_ALLOWED', 'ground')
        : problem('UNKNOWN_RECIPIENT', 'recipient');
    }
  }
}

const categoriesOf = (cells: Cells) => listOf(cells['categories']).sort() as Category[];

function disclosureOf(register: string, customerId: string, cells: Cells): Disclosure {
  return {
    id: uuid(),
    register,
    customerId,
    recipient: cells['recipient']!,
    recordIds: [],
    categories: categoriesOf(cells),
    ground: cells['ground']!,
    disclosedOn: cells['disclosedOn']!,
    recordedBy: null,
    mailingListId: null,
  };
}

const nameOf = ({ customerId, recipient, ground, disclosedOn, categories }: Disclosure) =>
  [customerId, recipient, ground, disclosedOn, ...[...categories].sort()].join('|');

const noteOf =
  (actor: Actor) =>
  ({ id, customerId, recipient, ground }: Disclosure): AuditNote => ({
    actor,
    action: 'disclosure.recorded',
    customerId,
    details: { disclosure: id, recipient, ground },
  });
