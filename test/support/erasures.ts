import { expect } from 'vitest';
import type { RequestDto } from '../../src/requests/dto/request.dto.js';
import { categoriesOf, lettersOf, notedActions, record } from './cases.js';
import { approve, type GivenPerson, givenCustomer, givenInvoice, untilState } from './given.js';
import { type Login, type TestApp, until } from './test-app.js';

const register = 'umacon';

export interface Asked {
  readonly person: GivenPerson;
  readonly request: RequestDto;
}

/** Somebody with a paid invoice asks for erasure by letter. */
export async function givenErasure(app: TestApp, staff: Login): Promise<Asked> {
  const person = await givenCustomer(app, staff, register);
  await givenInvoice(app, staff, register, person, {
    bookedOn: '2024-03-01',
    status: 'paid',
    balance: '0.00',
  });
  const request = await record(app, staff, register, ['erasure'], { person: { customerId: person.id } });
  return { person, request };
}

export const approved = async (app: TestApp, staff: Login, { request }: Asked) =>
  approve(
    app,
    staff,
    register,
    await untilState(app, staff, register, request.id, 'erasure', 'awaiting-approval'),
    'erasure',
  );

/** Carried out once, answered once, and nothing lost or left over. */
export async function expectDoneOnce(app: TestApp, staff: Login, { person, request }: Asked): Promise<void> {
  await untilState(app, staff, register, request.id, 'erasure', 'partly-fulfilled');
  expect(await categoriesOf(app, person)).toEqual(['invoice']);
  const actions = await notedActions(app, request.id);
  for (const once of ['request.identified', 'person.partly-erased', 'request.decided', 'request.answered'])
    expect(actions.filter((action) => action === once)).toEqual([once]);
  // The receipt may wait for a sweep of its own when its nudge was lost.
  const letters = await until('every letter on its way', async () => {
    const found = await lettersOf(app, staff, register, request);
    return found.every(({ state }) => state !== 'queued') && found;
  });
  expect(letters.map(({ kind, state }) => [kind, state])).toEqual([
    ['receipt', 'sent'],
    ['answer', 'sent'],
  ]);
}
