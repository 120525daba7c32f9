import { Injectable } from '@nestjs/common';
import { type EntityManager, In, IsNull, MoreThan } from 'typeorm';
import { Customer } from '../customers/customer.entity.js';
import { Datum } from '../customers/datum.entity.js';
import { type DatumValue, PersonFiles } from '../customers/person-file.js';
import type { Category } from '../domain/category.js';
import { FINAL_STATES } from '../domain/lifecycle.js';
import { type LeftOut, leftOut, type ListPurpose } from '../domain/mailing-list.js';
import { plainText, suppressedBy } from '../objections/suppressed-by.js';
import { Suppressions } from '../objections/suppressions.js';
import { RestrictionWall } from '../restrictions/restriction-wall.js';
import type { Wall } from '../restrictions/wall.js';
import { type DataKey, Vault } from '../vault/vault.js';

/** What stands on a label. Nothing else of a person leaves with a list. */
export const LABEL = ['name', 'organisation', 'postal-address'] as const satisfies readonly Category[];

/** A person on the list. */
export interface Label {
  readonly customerId: string;
  readonly parts: Readonly<Partial<Record<(typeof LABEL)[number], string>>>;
}

export interface Selection {
  readonly labels: readonly Label[];
  readonly leftOut: readonly LeftOut[];
  /** The customer to go on after; `null` after the last. */
  readonly last: string | null;
}

interface Selecting {
  readonly purpose: ListPurpose;
  readonly givenOut: boolean;
}

interface OpenDatum {
  readonly category: Category;
  readonly value: DatumValue;
}

/** How many customers are opened at a time: what a list of any length needs in memory. */
const BATCH = 500;

/** Says of the customers of a register, some at a time, who may stand on a list of mailing labels. */
@Injectable()
export class LabelSelection {
  constructor(
    private readonly walls: RestrictionWall,
    private readonly suppressions: Suppressions,
    private readonly files: PersonFiles,
    private readonly vault: Vault,
  ) {}

  /** `lock` keeps everybody as they are for the transaction: an objection is in force before it or after it. */
  async next(
    tx: EntityManager,
    register: string,
    after: string,
    list: Selecting,
    { lock = false } = {},
  ): Promise<Selection> {
    const customers = await tx.find(Customer, {
      where: { register, id: MoreThan(after) },
      order: { id: 'ASC' },
      take: BATCH,
      ...(lock ? { lock: { mode: 'pessimistic_read' as const } } : {}),
    });
    const ids = customers.map(({ id }) => id);
    const walls = await this.walls.ofAll(tx, ids);
    const pending = await withPendingRequest(tx, ids);
    // Nothing is opened of whoever is left out anyway.
    const left: LeftOut[] = [];
    const willing = customers.filter(({ id, prohibitions }) => {
      const standing = {
        restricted: isRestricted(walls.get(id)!),
        requestPending: pending.has(id),
        prohibitions,
      };
      const reason = leftOut({ ...standing, suppressed: [], addressed: true }, list);
      if (reason !== null) left.push(reason);
      return reason === null;
    });
    const people = await this.open(tx, willing);
    const flags = await this.suppressions.flagsForAll(
      tx,
      register,
      people.flatMap(({ keys }) => keys),
    );
    const labels: Label[] = [];
    for (const { customer, data, keys } of people) {
      const parts = labelOf(data, walls.get(customer.id)!);
      const suppressed = flags.splice(0, keys.length).flat();
      const free = { restricted: false, requestPending: false, prohibitions: [] };
      const reason = leftOut({ ...free, suppressed, addressed: isAddressed(parts) }, list);
      if (reason === null) labels.push({ customerId: customer.id, parts });
      else left.push(reason);
    }
    return { labels, leftOut: left, last: customers.length < BATCH ? null : ids.at(-1)! };
  }

  private async open(tx: EntityManager, customers: readonly Customer[]) {
    const opened = await this.vault.openAll(
      tx,
      customers.map(({ keyId }) => keyId),
    );
    const rows = await tx.find(Datum, {
      where: {
        customerId: In(customers.map(({ id }) => id)),
        category: In(['email', 'phone', ...LABEL]),
        recordId: IsNull(),
        supersededAt: IsNull(),
        consentWithdrawnOn: IsNull(),
      },
      order: { id: 'ASC' },
    });
    const byCustomer = new Map<string, Datum[]>();
    for (const row of rows) byCustomer.set(row.customerId, [...(byCustomer.get(row.customerId) ?? []), row]);
    return customers.map((customer) => {
      const key = opened.get(customer.keyId)!;
      const data = this.values(key, byCustomer.get(customer.id) ?? []);
      return { customer, data, keys: suppressedBy(data, this.files.customerNumber(key, customer)) };
    });
  }

  private values(key: DataKey, rows: readonly Datum[]): OpenDatum[] {
    const values = this.files.values(key, rows);
    return rows.map(({ id, category }) => ({ category, value: values.get(id)! }));
  }
}

const isRestricted = (wall: Wall) => wall.closesAll || wall.touches('name') || wall.touches('postal-address');

function labelOf(open: readonly OpenDatum[], wall: Wall): Label['parts'] {
  const parts = LABEL.filter((category) => !wall.touches(category)).flatMap((category) => {
    const datum = open.find((each) => each.category === category);
    return datum === undefined ? [] : [[category, plainText(datum.value)] as const];
  });
  return Object.fromEntries(parts);
}

const isAddressed = (parts: Label['parts']) =>
  parts['postal-address'] !== undefined && (parts.name !== undefined || parts.organisation !== undefined);

/** Whose objection or erasure is still being decided: they are not written to meanwhile. */
async function withPendingRequest(tx: EntityManager, customerIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx.query<{ customer_id: string }[]>(
    `select distinct r.customer_id from request r join request_item i on i.request_id = r.id
     where r.customer_id = any($1) and i."right" in ('objection', 'erasure') and i.state <> all($2)`,
    [customerIds, [...FINAL_STATES, 'unverified']],
  );
  return new Set(rows.map(({ customer_id: id }) => id));
}
