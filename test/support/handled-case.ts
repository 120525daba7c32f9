import { act, itemOf, record } from './cases.js';
import { type GivenPerson, untilState } from './given.js';
import type { Login, TestApp } from './test-app.js';

interface Handling {
  readonly register: string;
  readonly staff: Login;
  readonly person: GivenPerson;
  /** A word that staff put into everything they may write. */
  readonly word: string;
}

/** What staff write in their own words about a person and a case, all of it once: in every field there is for it. */
export async function handleInWords(
  app: TestApp,
  { register, staff, person, word }: Handling,
): Promise<void> {
  const customer = `/v1/registers/${register}/customers/${person.id}`;
  const { body } = await app.get(`${customer}/data`, staff).expect(200);
  const { data } = body as { data: { id: string; category: string; value: string }[] };
  const note = data.find(({ category }) => category === 'note')!;
  const words = `Sana ${word} kuuluu perusteluun`;
  const parts = [{ text: note.value, reason: words }];
  await app.put(`${customer}/data/${note.id}/third-parties`, { parts }, staff).expect(200);
  const hold = { customerId: person.id, code: 'LEGAL_CLAIM', categories: ['note'], recordIds: [] };
  const days = { from: '2026-11-01', reviewOn: '2026-12-01' };
  await app.post(`/v1/registers/${register}/holds`, { ...hold, ...days, reason: words }, staff).expect(201);
  await app
    .post(`${customer}/restrictions`, { ground: '18(1)(a)', categories: ['phone'] }, staff)
    .expect(201);
  const use = { ground: 'legal-claims', reason: words, operations: ['read'] };
  await app.post(`${customer}/permitted-uses`, use, staff).expect(201);

  const opened = await record(app, staff, register, ['erasure'], {
    person: { customerId: person.id, name: person.name },
    details: words,
    evidence: [{ kind: 'signature', value: word }],
  });
  const waiting = await untilState(app, staff, register, opened.id, 'erasure', 'awaiting-approval');
  const { id: itemId } = itemOf(waiting, 'erasure');
  await act(app, staff, register, opened, 'questions', { about: 'clarification', text: words });
  await act(app, staff, register, opened, 'answers', { answeredOn: '2026-11-20', details: words });
  await act(app, staff, register, opened, 'extend', { reason: words, reasons: ['complexity'] });
  const refusal = { itemId, reasons: ['manifestly-unfounded'], text: words, decider: word };
  await act(app, staff, register, opened, 'refuse', refusal);

  const again = await record(app, staff, register, ['erasure'], { person: { customerId: person.id } });
  const due = await untilState(app, staff, register, again.id, 'erasure', 'awaiting-approval');
  const fee = { amount: '25.00', basis: 'manifestly-unfounded', reason: words, decider: word };
  await act(app, staff, register, again, 'fee', { itemId: itemOf(due, 'erasure').id, ...fee });

  const stranger = { name: person.name, email: `${word}@vieras.example` };
  const doubted = await record(app, staff, register, ['access'], { person: stranger, details: words });
  await untilState(app, staff, register, doubted.id, 'access', 'awaiting-identification');
  const evidence = [{ kind: 'call-back', value: word }];
  await act(app, staff, register, doubted, 'identify', { customerId: person.id, evidence });
}
