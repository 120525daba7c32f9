import { setTimeout as sleep } from 'node:timers/promises';
import { FINAL_STATES } from '../../src/domain/lifecycle.js';
import type { PlanDto, RequestDto, RequestItemDto } from '../../src/requests/dto/request.dto.js';
import type { LyingPost } from './lying-post.js';
import type { Answer, PatientClient } from './patient-client.js';
import type { PlannedCase, PlannedRun } from './planned-cases.js';

/** What the outside was told yes to. */
export interface Acked {
  readonly customers: Map<string, string>;
  readonly requests: Map<string, string>;
  readonly purges: string[];
}

export interface Driving {
  readonly clerk: PatientClient;
  readonly supervisor: PatientClient;
  readonly nobody: PatientClient;
  readonly post: LyingPost;
  /** Where those who move on want their copy sent. */
  readonly copyUrl: string;
  readonly acked: Acked;
  /** No longer worth waiting: nothing moves any more. */
  readonly given: AbortSignal;
}

/** What only the person or a later day can move. */
const SETTLED = ['awaiting-identification', 'awaiting-clarification'];
const FINAL: readonly string[] = FINAL_STATES;

/** Walks one person's case through the service as staff and person do, until it is closed or waits for somebody. */
export async function driveCase(driving: Driving, planned: PlannedCase): Promise<void> {
  const { clerk } = driving;
  const { register, label } = planned;
  const person = `/v1/registers/${register}/customers`;
  const { id } = created(await clerk.post(person, customer(planned), `${label}-customer`));
  driving.acked.customers.set(label, id);
  const records: string[] = [];
  for (const [number, { segment, body }] of planned.records.entries()) {
    const record = { reference: `R-${label}-${number}`, data: [], ...body };
    records.push(
      created(await clerk.post(`${person}/${id}/${segment}`, record, `${label}-record-${number}`)).id,
    );
  }
  for (const [number, disclosure] of planned.disclosures.entries())
    created(await clerk.post(`${person}/${id}/disclosures`, disclosure, `${label}-disclosure-${number}`));
  const requestId = await (planned.via === 'form' ? askedByForm : askedByLetter)(driving, planned, id);
  driving.acked.requests.set(label, requestId);
  await untilAnswered(driving, planned, requestId);
  if (!planned.paysLater) return;
  const paid = { status: 'paid', balance: '0.00' };
  await clerk.patch(`${person}/${id}/invoices/${records[0]}`, paid, `${label}-paid`);
}

/** Former customers enter, and the purge of their register runs. */
export async function drivePurge(driving: Driving, { purged }: PlannedRun): Promise<void> {
  const { register, persons } = purged;
  for (let number = 0; number < persons; number++) {
    const body = {
      customerNumber: `vanha-${number}`,
      personType: 'consumer',
      relationshipEnd: number % 3 === 0 ? '2018-06-30' : '2010-01-01',
      data: [{ category: 'name', value: `Testi Vanha${number}` }],
    };
    const answer = await driving.clerk.post(`/v1/registers/${register}/customers`, body, `vanha-${number}`);
    driving.acked.customers.set(`vanha-${number}`, created(answer).id);
  }
  const purge = await driving.supervisor.post(`/v1/registers/${register}/purges`, { dryRun: false }, 'purge');
  if (purge.status !== 202) throw new Error(`purge: ${purge.status} ${JSON.stringify(purge.body)}`);
  driving.acked.purges.push((purge.body as { id: string }).id);
}

function customer({ label, data, register }: PlannedCase): object {
  return {
    customerNumber: label,
    personType: 'consumer',
    data: [
      { category: 'name', value: `Testi ${label}` },
      { category: 'email', value: emailOf(label, register) },
      { category: 'phone', value: `+35850${String(1_000_000 + Number(label.split('-')[2]))}` },
      { category: 'postal-address', value: `Kuvitteellinen tie ${label.split('-')[2]}, 00100 Helsinki` },
      ...data,
    ],
  };
}

const emailOf = (label: string, register: string) => `${label}@${register}.example`;

async function askedByLetter(
  { clerk, copyUrl }: Driving,
  { label, register, rights, asked, movesOn }: PlannedCase,
  customerId: string,
): Promise<string> {
  const body = {
    receivedOn: '2026-11-20',
    channel: 'letter',
    language: 'fi',
    rights,
    person: { customerId },
    ...asked,
    ...(movesOn ? { transmitTo: { url: copyUrl, name: 'Toinen Oy' } } : {}),
  };
  return created(await clerk.post(`/v1/registers/${register}/requests`, body, `${label}-request`)).id;
}

async function askedByForm(
  { clerk, nobody, post, given }: Driving,
  { label, register, rights }: PlannedCase,
  customerId: string,
): Promise<string> {
  const email = emailOf(label, register);
  const body = { name: `Testi ${label}`, email, language: 'fi', rights };
  const answer = await nobody.post(`/v1/public/registers/${register}/requests`, body, `${label}-form`);
  if (answer.status !== 202) throw new Error(`form: ${answer.status}`);
  const token = await patiently(given, `the link to ${label}`, () => {
    const mail = post.mails.find(({ to, text }) => to.includes(email) && text.includes('/verify/'));
    return Promise.resolve(mail && /\/verify\/([\w-]+)/.exec(mail.text)![1]!);
  });
  await nobody.post('/v1/public/verifications', { token }, `${label}-verified`);
  return patiently(given, `the case of ${label}`, async () => {
    const { body: page } = await clerk.get(`/v1/registers/${register}/requests?limit=200`);
    return (page as { data: RequestDto[] }).data.find((each) => each.customerId === customerId)?.id;
  });
}

/** Approves what has to be approved, and ends when the case is closed or waits for the person. */
function untilAnswered(driving: Driving, { label, register }: PlannedCase, id: string): Promise<true> {
  const path = `/v1/registers/${register}/requests/${id}`;
  return patiently(driving.given, `the answer to ${label}`, async () => {
    const request = (await driving.supervisor.get(path)).body as RequestDto;
    for (const item of request.items.filter(({ state }) => state === 'awaiting-approval')) {
      const { planHash } = (await driving.supervisor.get(`${path}/plan?itemId=${item.id}`)).body as PlanDto;
      await driving.supervisor.post(
        `${path}/approve`,
        { itemId: item.id, planHash },
        `${item.id}-${planHash.slice(0, 16)}`,
      );
    }
    const waits = ({ state, executesOn }: RequestItemDto) =>
      SETTLED.includes(state) || FINAL.includes(state) || (state === 'in-progress' && executesOn !== null);
    return request.items.every(waits);
  });
}

/** Each look costs the house time, and there are many cases at once. */
const LOOK_MS = 600;

async function patiently<T>(
  given: AbortSignal,
  what: string,
  look: () => Promise<T | false | undefined>,
): Promise<T> {
  while (!given.aborted) {
    const found = await look();
    if (found) return found;
    await sleep(LOOK_MS);
  }
  throw new Error(`waited in vain: ${what}`);
}

function created({ status, body }: Answer): { id: string } {
  if (status !== 201) throw new Error(`not created: ${status} ${JSON.stringify(body)}`);
  return body as { id: string };
}
