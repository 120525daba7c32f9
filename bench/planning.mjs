// How long the plan of one customer with 200 records takes. Needs a build: npm run build
import { join } from 'node:path';
import { packageRoot } from '../dist/src/config/package-root.js';
import { plan } from '../dist/src/domain/planner.js';
import { loadPolicyFile } from '../dist/src/registers/policy-file.js';
import { chance, median } from './random.mjs';

const AT = '2026-11-20';
const RECORDS = 200;
const ROUNDS = 2000;

const { oneOf, day } = chance(1);
const records = Array.from({ length: RECORDS }, (_, number) => record(`r${number}`));
const own = ['name', 'email', 'phone', 'postal-address', 'billing-details', 'marketing-profile', 'note'];
const data = [
  ...own.map((category) => datum(category, null)),
  ...records.flatMap(({ id, kind }) => [
    datum(kind === 'order' ? 'order' : 'invoice', id),
    datum('name', id),
    datum('postal-address', id),
  ]),
];
const facts = {
  register: 'konttorimix',
  factsAsOf: '2026-11-20T06:00:00Z',
  person: {
    type: 'consumer',
    relationshipEnd: '2016-01-31',
    contractEnd: null,
    lastServiceContact: null,
    lastContact: null,
    contactRoleEnd: null,
  },
  data,
  records,
  manualHolds: [
    { code: 'LEGAL_CLAIM', categories: ['note'], recordIds: ['r3'], from: '2026-01-01', until: null },
  ],
  restrictions: [{ ground: '18(1)(a)', categories: ['phone'], since: '2026-11-01' }],
};

const { policy } = loadPolicyFile(join(packageRoot, 'policies', 'konttorimix.yaml'));
console.log(
  `one customer, ${records.length} records, ${data.length} data; ${ROUNDS} plans of each kind, median`,
);
for (const right of ['erasure', 'retention', 'access', 'portability', 'rectification']) {
  const took = [];
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    plan(right, facts, policy, AT);
    took.push(performance.now() - start);
  }
  console.log(`${right.padEnd(14)} ${median(took).toFixed(3)} ms`);
}

function record(id) {
  const kind = oneOf(['order', 'invoice', 'invoice', 'credit-note', 'receipt']);
  const date = day(2016, 2026);
  const status =
    kind === 'invoice' ? { status: oneOf(['open', 'paid', 'paid', 'paid', 'in-collection']) } : {};
  return { id, kind, date, bookedOn: date, dueOn: date, balance: '0.00', lastReminderOn: null, ...status };
}

function datum(category, recordId) {
  const id = `${category}@${recordId ?? 'person'}`;
  return { id, category, recordId, providedBy: 'data-subject', basis: 'contract' };
}
