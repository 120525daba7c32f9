import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../../audit/audit-log.js';
import { Prohibitions } from '../../objections/prohibitions.js';
import { SUPPRESSED_BY } from '../../objections/suppressed-by.js';
import { CustomerEntries } from '../customer-entries.js';
import type { NewCustomer } from '../customer-intake.js';
import { Customer } from '../customer.entity.js';
import type { Datum } from '../datum.entity.js';
import { DatumWriter } from '../datum-writer.js';
import type { NewDatum } from '../new-datum.js';
import { type DatumValue, openStatement, type PersonFile, PersonFiles } from '../person-file.js';
import type { DataKey } from '../../vault/vault.js';
import type { Cells } from './csv-rows.js';
import { IMPORT_COLUMNS } from './import-columns.js';
import { type LineProblem, type Outcome, problem } from './import-report.js';

const FACTS = [
  'relationshipEnd',
  'contractEnd',
  'lastServiceContact',
  'lastContact',
  'contactRoleEnd',
] as const satisfies readonly (keyof NewCustomer & keyof Customer)[];

/** What a changed line says that the register does not have. */
interface Difference {
  readonly input: NewDatum;
  readonly old: Datum | undefined;
}

/** Brings a changed line into a customer: a new value takes the old one's place, an empty cell takes nothing away. */
@Injectable()
export class CustomerUpdate {
  constructor(
    private readonly entries: CustomerEntries,
    private readonly files: PersonFiles,
    private readonly writer: DatumWriter,
    private readonly prohibitions: Prohibitions,
  ) {}

  async apply(
    tx: EntityManager,
    id: string,
    line: NewCustomer,
    cells: Cells,
    actor: Actor,
  ): Promise<Outcome> {
    const { customer, wall } = await this.entries.lock(tx, id);
    if (wall.closesAll) return problem('RESTRICTED');
    const file = (await this.files.load(tx, id))!;
    const key = await this.files.key(tx, file);
    const differences = this.differences(file, key, line.data);
    for (const difference of differences) {
      const { input, old } = difference;
      const { category } = input;
      if (wall.closes(category) || (old && wall.closesDatum(old)))
        return problem('RESTRICTED', columnOf(category));
      const refused = await this.refusal(tx, file, key, difference);
      if (refused) return problem(refused, columnOf(category));
    }
    for (const difference of differences) await this.write(tx, customer, key, difference);
    if (differences.some(({ input }) => SUPPRESSED_BY.includes(input.category)))
      await this.prohibitions.meet(tx, customer);
    await this.writeFacts(tx, customer, line, cells);
    const categories = differences.map(({ input }) => input.category);
    await this.entries.changed(tx, customer, { actor, action: 'customer.imported', details: { categories } });
    return 'updated';
  }

  private differences({ data }: PersonFile, key: DataKey, inputs: readonly NewDatum[]): Difference[] {
    return inputs.flatMap((input): Difference[] => {
      const current = data.filter(
        (datum) =>
          datum.category === input.category && datum.recordId === null && datum.supersededAt === null,
      );
      const values = this.files.values(key, current);
      const held = current.some(({ id }) => values.get(id) === input.value);
      return held ? [] : [{ input, old: current[0] }];
    });
  }

  /** Art. 16: a value that was corrected by hand or on request does not come back with the next import. */
  private async refusal(
    tx: EntityManager,
    { customer, data }: PersonFile,
    key: DataKey,
    { input }: Difference,
  ): Promise<LineProblem | null> {
    const superseded = data.filter(
      (datum) => datum.category === input.category && datum.supersededAt !== null,
    );
    const values = this.files.values(key, superseded);
    const same = superseded.filter(({ id }) => sameValue(values.get(id), input.value)).map(({ id }) => id);
    if (same.length === 0) return null;
    const corrected = await tx.query<unknown[]>(
      `select 1 from audit_entry
       where customer_id = $1 and action = 'datum.corrected' and details->>'supersedes' = any($2) limit 1`,
      [customer.id, same],
    );
    return corrected.length > 0 ? 'CORRECTED_VALUE' : null;
  }

  private async write(
    tx: EntityManager,
    customer: Customer,
    key: DataKey,
    { input, old }: Difference,
  ): Promise<void> {
    const statement = old ? openStatement(key, old) : null;
    const sealed = this.writer.seal(customer, key, { ...input, statement });
    if (old) await this.writer.supersede(tx, old, sealed);
    else await this.writer.insert(tx, [sealed]);
  }

  /** Columns the file does not have stay; prohibitions are only ever added by an import. */
  private async writeFacts(
    tx: EntityManager,
    customer: Customer,
    line: NewCustomer,
    cells: Cells,
  ): Promise<void> {
    const facts = FACTS.filter((fact) => cells[fact] !== undefined).map((fact) => [fact, line[fact] ?? null]);
    const { personType, importDigest = null, prohibitions = [] } = line;
    await tx.update(Customer, customer.id, { ...Object.fromEntries(facts), personType, importDigest });
    const wanted = [...customer.prohibitions, ...prohibitions];
    if (prohibitions.length > 0) await this.prohibitions.set(tx, customer, wanted);
  }
}

const sameValue = (held: DatumValue | undefined, value: DatumValue) => held === value;

function columnOf(category: NewDatum['category']): string | null {
  const columns = Object.entries(IMPORT_COLUMNS.customers);
  return columns.find(([, column]) => column.use === 'datum' && column.category === category)?.[0] ?? null;
}
