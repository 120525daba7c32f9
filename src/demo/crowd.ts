import type { CustomerLines } from './customer-lines.js';
import type { Random } from './random.js';
import type { RegisterTraits } from './register-traits.js';

const ACTIVE_CONSUMERS = 160;
const ACTIVE_CONTACT_PERSONS = 35;

/** Whose end the register's own period has outlived, whose vouchers alone are left, and who is still within it. */
const ENDED = { gone: 22, 'vouchers-left': 8, within: 10 } as const;

/** The last financial year whose vouchers have served their time on the day of the demo (KPL 2:10). */
const LAST_YEAR_LAPSED = 2019;
const NEW_CUSTOMER = 2018;

interface Crowd {
  readonly random: Random;
  readonly traits: RegisterTraits;
  next(): CustomerLines;
}

/** The many customers around the ones who ask for something. @returns how many of them the purge erases wholly */
export function addCrowd(crowd: Crowd): number {
  for (let made = 0; made < ACTIVE_CONSUMERS; made++) addConsumer(crowd);
  for (let made = 0; made < ACTIVE_CONTACT_PERSONS; made++) addContactPerson(crowd);
  for (let made = 0; made < ENDED.gone; made++) addEnded(crowd, 'gone');
  for (let made = 0; made < ENDED['vouchers-left']; made++) addEnded(crowd, 'vouchers-left');
  for (let made = 0; made < ENDED.within; made++) addEnded(crowd, 'within');
  return ENDED.gone;
}

function addConsumer({ random, traits, next }: Crowd): void {
  const customer = next().consumer({
    note: random.chance(0.2) ? 'toivoo toimituksen aamulla' : '',
    marketingProfile: random.chance(0.4) ? random.pick(['segmentti A', 'segmentti B', 'kanta-asiakas']) : '',
    prohibitions: random.chance(0.15) ? random.pick(['dm', 'dm|profiling', 'list_publication']) : '',
  });
  for (let orders = random.whole(0, 2); orders > 0; orders--) addPurchase(customer, random, traits);
  if (random.chance(0.15)) customer.receipt(day(random, NEW_CUSTOMER, 2026));
  if (random.chance(0.2)) addContract(customer, random, traits);
  if (random.chance(0.25))
    customer.record('service-contacts', 'P', day(random, 2020, 2026), { description: 'kysyi toimituksesta' });
  if (traits.holds('web-visit') && random.chance(0.3)) {
    customer.record('web-visits', 'V', day(random, 2024, 2026), {
      ipAddress: `192.0.2.${random.whole(1, 254)}`,
    });
  }
  if (random.chance(0.1))
    customer.record('manual-material', 'M', day(random, 2020, 2026), { place: 'lukittu kaappi 1' });
}

function addPurchase(customer: CustomerLines, random: Random, traits: RegisterTraits): void {
  const date = day(random, NEW_CUSTOMER, 2026);
  const order = customer.order(
    date,
    traits.holds('ip-address') ? { ipAddress: `192.0.2.${random.whole(1, 254)}` } : {},
  );
  if (random.chance(0.3)) return;
  const status = random.pick([
    'paid',
    'paid',
    'paid',
    'paid',
    'paid',
    'open',
    'credited',
    'written-off',
    'in-collection',
  ] as const);
  customer.invoice(date, { status, order });
  if (status === 'credited') customer.creditNote(date);
  if (status === 'in-collection') addCollection(customer, date);
}

export function addCollection(customer: CustomerLines, date: string): void {
  customer.record('collection-cases', 'S', date, { status: 'open', balance: '120.00' });
  customer.disclosed('collection-agency', 'collection', date);
}

function addContract(customer: CustomerLines, random: Random, { tenYears }: RegisterTraits): void {
  // Where a contract's end ends the relationship, a closed one would make its customer one to erase.
  const open = !tenYears || random.chance(0.7);
  customer.record(
    'contracts',
    'X',
    day(random, 2019, 2023),
    open ? { status: 'open' } : { status: 'closed', endsOn: '2024-06-30' },
  );
}

function addContactPerson({ random, next }: Crowd): void {
  const person = next().contactPerson();
  if (random.chance(0.5)) person.invoice(day(random, NEW_CUSTOMER, 2026));
  if (random.chance(0.3))
    person.record('service-contacts', 'P', day(random, 2020, 2026), { description: 'tarjouspyyntö' });
}

/** For each fate the last day of the relationship and the vouchers that bring it about. */
function addEnded({ random, traits, next }: Crowd, fate: keyof typeof ENDED): void {
  const ended = fate === 'within' ? traits.endsWithin(random) : traits.endsBeyond(random);
  const customer = next();
  if (random.chance(0.25)) customer.contactPerson().ends({ contactRoleEnd: ended });
  else customer.consumer().ends(traits.relationshipEnd(ended));
  const order = customer.order(day(random, 2008, 2015));
  if (random.chance(0.5)) customer.invoice(day(random, 2012, LAST_YEAR_LAPSED), { order });
  if (fate === 'vouchers-left') customer.creditNote(day(random, LAST_YEAR_LAPSED + 1, 2025));
}

/** A day before the tenth month ends, so that nothing lies ahead of the day of the demo. */
const day = (random: Random, from: number, to: number) =>
  `${random.whole(from, to)}-${two(random.whole(1, 10))}-${two(random.whole(1, 28))}`;

const two = (number: number) => String(number).padStart(2, '0');
