import { v7 as uuid } from 'uuid';
import { Customer } from '../dist/src/customers/customer.entity.js';
import { DatumWriter, insertAll } from '../dist/src/customers/datum-writer.js';
import { customerPlace, holdPlace } from '../dist/src/customers/person-file.js';
import { RECORD_SHAPES } from '../dist/src/customers/record-shapes.js';
import { RecordWriter } from '../dist/src/customers/record-writer.js';
import { Database } from '../dist/src/database/database.js';
import { Hold } from '../dist/src/holds/hold.entity.js';
import { Restriction } from '../dist/src/restrictions/restriction.entity.js';
import { Vault } from '../dist/src/vault/vault.js';

const BATCH = 200;
const OWN = ['name', 'email', 'phone', 'postal-address', 'billing-details', 'marketing-profile', 'note'];
const PLANNED_DATES = [
  'relationshipEnd',
  'contractEnd',
  'lastServiceContact',
  'lastContact',
  'contactRoleEnd',
];
const GROUNDS = ['18(1)(a)', '18(1)(b)', '18(1)(c)', '18(1)(d)'];

/** Enters invented people with every kind of fact the planner knows, missing ones included. */
export async function enterPeople(app, register, count, chance) {
  const database = app.get(Database);
  for (let entered = 0; entered < count; entered += BATCH) {
    await database.inRegister(register, async (tx) => {
      const people = [];
      for (let each = entered; each < Math.min(entered + BATCH, count); each++)
        people.push(await person(app, tx, register, each, chance));
      await insertAll(
        tx,
        Customer,
        people.map(({ customer }) => customer),
      );
      await app.get(RecordWriter, { strict: false }).insert(
        tx,
        people.flatMap(({ records }) => records),
      );
      await app.get(DatumWriter, { strict: false }).insert(
        tx,
        people.flatMap(({ data }) => data),
      );
      await insertAll(
        tx,
        Hold,
        people.flatMap(({ holds }) => holds),
      );
      await insertAll(
        tx,
        Restriction,
        people.flatMap(({ restrictions }) => restrictions),
      );
    });
  }
}

async function person(app, tx, register, number, chance) {
  const key = await app.get(Vault).create(tx, register, 'person');
  const id = uuid();
  const customer = {
    id,
    register,
    personType: chance.oneOf(['consumer', 'consumer', 'contact-person']),
    keyId: key.id,
    sealed: key.seal(customerPlace({ register, id }), { customerNumber: `B-${number}` }),
    version: 1,
    createdAt: new Date('2026-11-20T06:00:00Z'),
    ...Object.fromEntries(
      PLANNED_DATES.map((fact) => [fact, chance.happens(0.5) ? chance.day(2006, 2028) : null]),
    ),
  };
  const records = Array.from({ length: chance.below(7) }, (_, each) =>
    record(app, customer, key, `B-${number}-${each}`, chance),
  );
  return {
    customer,
    records,
    data: OWN.filter(() => chance.happens(0.7)).map((category) =>
      ownDatum(app, customer, key, category, number, chance),
    ),
    holds: chance.happens(0.05) ? [hold(customer, key, records, chance)] : [],
    restrictions: chance.happens(0.08) ? [restriction(customer, chance)] : [],
  };
}

function ownDatum(app, customer, key, category, number, chance) {
  const value = category === 'email' ? `henkilo${number}@posti.example` : `+358 50 ${number}`;
  const basis = chance.oneOf(['contract', 'contract', 'consent', 'legitimate-interest']);
  const made = app.get(DatumWriter, { strict: false }).seal(customer, key, { category, value, basis });
  return chance.happens(0.1) ? { datum: { ...made.datum, supersededAt: new Date() }, entries: [] } : made;
}

function record(app, customer, key, reference, chance) {
  const shape = RECORD_SHAPES[chance.oneOf(Object.keys(RECORD_SHAPES))];
  const date = chance.day(2010, 2026);
  const made = app.get(RecordWriter, { strict: false }).seal(customer, key, shape, {
    reference,
    date,
    // Now and then the books say nothing, and the datum has to stay.
    bookedOn: shape.category === 'invoice' && chance.happens(0.95) ? date : null,
    dueOn: shape.kind === 'invoice' ? date : null,
    balance: null,
    status: shape.statuses.length > 0 ? chance.oneOf(shape.statuses) : null,
    endsOn: shape.kind === 'contract' && chance.happens(0.5) ? chance.day(2012, 2028) : null,
    data: chance.happens(0.5)
      ? [{ category: 'postal-address', value: 'Kuvitteellinen tie 1, 00100 Helsinki' }]
      : [],
  });
  return made;
}

function hold(customer, key, records, chance) {
  const id = uuid();
  const validFrom = chance.day(2025, 2027);
  return {
    id,
    register: customer.register,
    customerId: customer.id,
    code: 'LEGAL_CLAIM',
    categories: [chance.oneOf(OWN)],
    recordIds: records.slice(0, 1).map(({ record: { id: recordId } }) => recordId),
    validFrom,
    validUntil: chance.happens(0.5) ? null : `2028${validFrom.slice(4)}`.replace('02-29', '02-28'),
    reviewOn: validFrom,
    sealed: key.seal(holdPlace({ register: customer.register, id }), { reason: 'invented' }),
    setBy: uuid(),
    setAt: new Date(),
  };
}

function restriction(customer, chance) {
  return {
    id: uuid(),
    register: customer.register,
    customerId: customer.id,
    ground: chance.oneOf(GROUNDS),
    categories: chance.happens(0.5) ? null : [chance.oneOf(OWN)],
    since: chance.day(2025, 2027),
  };
}
