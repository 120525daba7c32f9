import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROHIBITIONS } from '../src/domain/category.js';
import { act, answerLetter, itemOf, mailsTo, record } from './support/cases.js';
import {
  approve,
  ask,
  askAndVerify,
  caseOf,
  givenCustomer,
  mailTo,
  planOf,
  untilState,
  verificationToken,
} from './support/given.js';
import { type Login, startTestApp, type TestApp } from './support/test-app.js';

let app: TestApp;
let clerk: Login;
let supervisor: Login;
const register = 'umacon';
const ALL = [...PROHIBITIONS];

beforeAll(async () => {
  app = await startTestApp();
  clerk = await app.login('clerk');
  supervisor = await app.login('supervisor');
});
afterAll(() => app.stop());

const prohibitionsOf = async (id: string) => {
  const rows = await app.owner.query<{ prohibitions: string[] }[]>(
    'select prohibitions from customer where id = $1',
    [id],
  );
  return rows[0]!.prohibitions;
};

/** Somebody enters the register with these addresses. */
async function registered(data: { category: string; value: string }[], into = register): Promise<string> {
  const customerNumber = `O-${Math.random()}`;
  const body = { customerNumber, personType: 'consumer', data };
  const answer = await app.post(`/v1/registers/${into}/customers`, body, clerk).expect(201);
  return (answer.body as { id: string }).id;
}

const forbid = (id: string, prohibitions: string[], into = register) =>
  app.patch(`/v1/registers/${into}/customers/${id}`, { prohibitions }, clerk).expect(200);

async function undo(email: string): Promise<void> {
  const mail = await mailTo(app, email, '/undo/');
  const [, token] = /\/undo\/([\w-]+)/.exec(mail.text)!;
  await app.get(`/undo/${token}`).expect(200);
  await app.post(`/undo/${token}`, {}).expect(200);
  await app.post(`/undo/${token}`, {}).expect(410);
}

describe('S25: an objection on the phone', () => {
  it('needs no proof, is in force on the call and is confirmed', async () => {
    const person = await givenCustomer(app, clerk, register);
    const request = await record(app, clerk, register, ['objection'], {
      channel: 'phone',
      person: { customerId: person.id },
    });
    expect(await prohibitionsOf(person.id)).toEqual(ALL);
    await mailTo(app, person.email, 'lopettaneet suoramarkkinoinnin');
    await untilState(app, clerk, register, request.id, 'objection', 'fulfilled');
  });

  it('of a caller known by e-mail only is in force on the call too', async () => {
    const person = await givenCustomer(app, clerk, register);
    await record(app, clerk, register, ['objection'], { channel: 'phone', person: { email: person.email } });
    expect(await prohibitionsOf(person.id)).toEqual(ALL);
  });

  it('of a caller nobody knows is kept for the day they are known, and confirmed', async () => {
    const email = 'soittaja@vieras.example';
    await record(app, clerk, register, ['objection'], {
      channel: 'phone',
      person: { name: 'Ei Kukaan', email },
    });
    await mailTo(app, email, 'lopettaneet suoramarkkinoinnin');
    expect(await prohibitionsOf(await registered([{ category: 'email', value: email }]))).toEqual(ALL);
  });

  it('is never refused', async () => {
    const person = await givenCustomer(app, clerk, register);
    const request = await record(app, clerk, register, ['objection', 'erasure'], {
      person: { customerId: person.id },
    });
    const body = { reasons: ['excessive'], text: 'Näitä pyyntöjä on liikaa.' };
    for (const state of ['in-progress', 'later']) {
      const itemId = itemOf(request, 'objection').id;
      await app
        .post(`/v1/registers/${register}/requests/${request.id}/refuse`, { itemId, ...body }, supervisor)
        .expect(409);
      if (state === 'in-progress')
        await untilState(app, clerk, register, request.id, 'objection', 'fulfilled');
    }
    expect(await prohibitionsOf(person.id)).toEqual(ALL);
  });

  it('enters although the person is restricted', async () => {
    const person = await givenCustomer(app, clerk, register);
    await app
      .post(`/v1/registers/${register}/customers/${person.id}/restrictions`, { ground: '18(1)(a)' }, clerk)
      .expect(201);
    await forbid(person.id, ['dm']);
    await record(app, clerk, register, ['objection'], { person: { customerId: person.id } });
    expect(await prohibitionsOf(person.id)).toEqual(ALL);
  });
});

describe('Art. 21(1): an objection to processing under legitimate interest', () => {
  const weighing = 'Aitoa tarvetta käyttää henkilön työyhteystietoja ei enää ole osoitettu.';
  const decider = 'Päivi Päättäjä';

  const objecting = async (also: object = {}) => {
    const person = await givenCustomer(app, clerk, register, {
      personType: 'contact-person',
      data: [{ category: 'organisation', value: 'Esimerkkiyhtiö Oy' }],
      ...also,
    });
    const request = await record(app, clerk, register, ['objection'], {
      person: { customerId: person.id },
      objectsTo: 'processing',
    });
    return { person, request };
  };
  const weighed = async () => {
    const { person, request } = await objecting();
    const waiting = await untilState(app, clerk, register, request.id, 'objection', 'awaiting-approval');
    return { person, request: waiting };
  };
  const restrictionsOf = async (id: string) => {
    const { body } = await app
      .get(`/v1/registers/${register}/customers/${id}/restrictions`, clerk)
      .expect(200);
    return (body as { data: { ground: string; liftedAt: string | null }[] }).data.map(
      ({ ground, liftedAt }) => `${ground}${liftedAt === null ? '' : ' lifted'}`,
    );
  };

  it('stops marketing and restricts at once, and waits for a written weighing by somebody with a name', async () => {
    const { person, request } = await weighed();
    expect(await prohibitionsOf(person.id)).toEqual(ALL);
    expect(await restrictionsOf(person.id)).toEqual(['18(1)(d)']);
    expect(request.nextActions).toEqual([expect.stringContaining('weigh')]);
    const plan = await planOf(app, clerk, register, request, 'objection');
    expect(new Set(plan.data.map(({ rule }) => rule))).toEqual(new Set(['objection.restrict']));
    const yes = { itemId: itemOf(request, 'objection').id, planHash: plan.planHash };
    const path = `/v1/registers/${register}/requests/${request.id}/approve`;
    for (const [missing, body] of [
      ['/weighing', {}],
      ['/outcome', { weighing, decider }],
      ['/outcome', { weighing, decider, outcome: 'perhaps' }],
      ['/decider', { weighing, outcome: 'upheld' }],
      ['/grounds', { weighing, decider, outcome: 'rejected' }],
      ['/grounds', { weighing, decider, outcome: 'upheld', grounds: 'legal-claims' }],
    ] as const) {
      const refused = await app.post(path, { ...yes, ...body }, supervisor).expect(400);
      expect(refused.body).toMatchObject({ errors: [{ pointer: missing }] });
    }
    await app.post(path, { ...yes, weighing, decider, outcome: 'upheld' }, clerk).expect(403);
    await untilState(app, clerk, register, request.id, 'objection', 'awaiting-approval');
  });

  it('upheld ends the use of the data, and a later erasure is held by the role no more', async () => {
    const { person, request } = await weighed();
    await approve(app, supervisor, register, request, 'objection', { weighing, decider, outcome: 'upheld' });
    await untilState(app, clerk, register, request.id, 'objection', 'fulfilled');
    expect(await restrictionsOf(person.id)).toEqual(['21']);
    const { text } = await answerLetter(app, clerk, register, request);
    expect(text).toContain(weighing);
    expect(text).toContain(decider);
    expect(text).toContain('Hyväksymme vastustuksesi');
    expect(text).toContain('17 artiklan 1 kohdan c');
    const { body } = await app.post(
      `/v1/registers/${register}/customers/search`,
      { email: person.email },
      clerk,
    );
    expect(body).toMatchObject({ data: [], restricted: 1 });

    const erasure = await record(app, clerk, register, ['erasure'], { person: { customerId: person.id } });
    const waiting = await untilState(app, clerk, register, erasure.id, 'erasure', 'awaiting-approval');
    const { data } = await planOf(app, clerk, register, waiting, 'erasure');
    expect(new Set(data.map(({ outcome }) => outcome))).toEqual(new Set(['erase']));
  });

  it('rejected says by which exception and why, and the restriction ends with the letter', async () => {
    const { person, request } = await weighed();
    const decision = { weighing, decider, outcome: 'rejected', grounds: 'legal-claims' };
    await approve(app, supervisor, register, request, 'objection', decision);
    await untilState(app, clerk, register, request.id, 'objection', 'partly-fulfilled');
    expect(await restrictionsOf(person.id)).toEqual(['18(1)(d) lifted']);
    expect(await prohibitionsOf(person.id)).toEqual(ALL);
    const { text } = await answerLetter(app, clerk, register, request);
    expect(text).toContain('oikeusvaateen');
    expect(text).toContain(weighing);
    expect(text).toContain('Lintulahdenkuja 4');
    await app.get(`/v1/registers/${register}/customers/${person.id}`, clerk).expect(200);
    const notes = await app.owner.query<{ row: string }[]>(
      'select e::text as row from audit_entry e where request_id = $1',
      [request.id],
    );
    expect(notes.map(({ row }) => row).join()).not.toMatch(/Aitoa|Päivi/);
  });

  it('taken back lifts the restriction and leaves the prohibitions', async () => {
    const { person, request } = await weighed();
    await act(app, clerk, register, request, 'withdraw', {});
    expect(await restrictionsOf(person.id)).toEqual(['18(1)(d) lifted']);
    expect(await prohibitionsOf(person.id)).toEqual(ALL);
  });

  it('has nothing to weigh where all the data rest on a contract, and says so', async () => {
    const { person, request } = await objecting({ personType: 'consumer', data: [] });
    await untilState(app, clerk, register, request.id, 'objection', 'partly-fulfilled');
    expect(await restrictionsOf(person.id)).toEqual([]);
    const { text } = await answerLetter(app, clerk, register, request);
    expect(text).toContain('muulla perusteella kuin oikeutetun edun');
  });
});

describe('S26: a prohibition of list publication alone', () => {
  it('leaves the others as they were, and outlives the address', async () => {
    const person = await givenCustomer(app, clerk, 'nokopa');
    await forbid(person.id, ['list_publication'], 'nokopa');
    expect(await prohibitionsOf(person.id)).toEqual(['list_publication']);
    const again = await registered([{ category: 'email', value: person.email }], 'nokopa');
    expect(await prohibitionsOf(again)).toEqual(['list_publication']);
    expect(await prohibitionsOf(await registered([{ category: 'email', value: person.email }]))).toEqual([]);
  });
});

describe('an objection to one use for marketing', () => {
  it('sets that prohibition alone, on paper and over the web, and the letter names it', async () => {
    const person = await givenCustomer(app, clerk, register);
    const request = await record(app, clerk, register, ['objection'], {
      person: { customerId: person.id },
      objectsTo: 'list-publication',
    });
    expect(await prohibitionsOf(person.id)).toEqual(['list_publication']);
    await untilState(app, clerk, register, request.id, 'objection', 'fulfilled');
    const { text } = await answerLetter(app, clerk, register, request);
    expect(text).toContain('julkaiseminen luettelossa');
    expect(text).not.toContain('lopettaneet suoramarkkinoinnin');
    await ask(app, register, person, ['objection'], { objectsTo: 'profiling' }).expect(202);
    expect(await prohibitionsOf(person.id)).toEqual(['list_publication', 'profiling']);
    await undo(person.email);
    expect(await prohibitionsOf(person.id)).toEqual(['list_publication']);
  });
});

describe('an objection over the web', () => {
  it('is in force before the mail is opened, and whoever asks gets the same answer', async () => {
    const known = await givenCustomer(app, clerk, register);
    const unknown = { name: 'Outo Lintu', email: 'Outo.Vieras@vieras.example' };
    const first = await ask(app, register, known, ['objection']).expect(202);
    const second = await ask(app, register, unknown, ['objection']).expect(202);
    expect([first.body, second.body]).toEqual([{}, {}]);
    expect(await prohibitionsOf(known.id)).toEqual(ALL);
    const later = await registered([{ category: 'email', value: 'outo.vieras@VIERAS.example' }]);
    expect(await prohibitionsOf(later)).toEqual(ALL);
    for (const { email } of [known, unknown]) {
      const mail = await mailTo(app, email, '/undo/');
      expect(mail.text).toContain('lopettaneet suoramarkkinoinnin');
    }
    const shape = (text: string) => text.replaceAll(/UMA-\S+|\/undo\/\S+/g, '');
    const mails = await Promise.all([known, unknown].map(({ email }) => mailTo(app, email, '/undo/')));
    expect(shape(mails[0]!.text)).toBe(shape(mails[1]!.text));
  });

  it('to all processing stops marketing at once, and the rest is weighed when the mail is verified', async () => {
    const person = await givenCustomer(app, clerk, register, {
      data: [{ category: 'note', value: 'Soittaa usein', basis: 'legitimate-interest' }],
    });
    await ask(app, register, person, ['objection'], { objectsTo: 'processing', details: 'Syyni' }).expect(
      202,
    );
    expect(await prohibitionsOf(person.id)).toEqual(ALL);
    const restrictions = () =>
      app.owner.query<object[]>('select ground from restriction where customer_id = $1', [person.id]);
    expect(await restrictions()).toEqual([]);
    const token = await verificationToken(app, person.email);
    await app.post('/v1/public/verifications', { token }).expect(200);
    const { id } = await caseOf(app, clerk, register, person.id);
    await untilState(app, clerk, register, id, 'objection', 'awaiting-approval');
    expect(await restrictions()).toEqual([{ ground: '18(1)(d)' }]);
  });

  it('is in force although other rights asked with it wait for the link', async () => {
    const person = await givenCustomer(app, clerk, register);
    await ask(app, register, person, ['objection', 'erasure']).expect(202);
    expect(await prohibitionsOf(person.id)).toEqual(ALL);
    await mailTo(app, person.email, '/verify/');
  });

  it('is taken back by its link, and only what it changed', async () => {
    const person = await givenCustomer(app, clerk, register);
    await forbid(person.id, ['dm', 'list_publication']);
    await ask(app, register, person, ['objection']).expect(202);
    expect(await prohibitionsOf(person.id)).toEqual(ALL);
    await undo(person.email);
    expect(await prohibitionsOf(person.id)).toEqual(['dm', 'list_publication']);
    const again = await registered([{ category: 'email', value: person.email }]);
    expect(await prohibitionsOf(again)).toEqual(['dm', 'list_publication']);
  });

  it('meets the person who registers anew by another address of theirs, also before any erasure', async () => {
    const street = 'Keksittykatu 7 A 1, 00100 Keksitty';
    const person = await givenCustomer(app, clerk, register, {
      data: [
        { category: 'phone', value: '040 765 4321' },
        { category: 'postal-address', value: street },
      ],
    });
    await ask(app, register, person, ['objection']).expect(202);
    expect(await prohibitionsOf(await registered([{ category: 'phone', value: '+358407654321' }]))).toEqual(
      ALL,
    );
    const label = [
      { category: 'name', value: person.name.toUpperCase() },
      { category: 'postal-address', value: street.replaceAll(',', ' ') },
    ];
    expect(await prohibitionsOf(await registered(label))).toEqual(ALL);
    expect(await prohibitionsOf(await registered(label.slice(0, 1)))).toEqual([]);
  });

  it('of somebody unknown is taken back by its link too', async () => {
    const email = 'katuja@vieras.example';
    await ask(app, register, { name: 'Katuja', email }, ['objection']).expect(202);
    await undo(email);
    expect(await prohibitionsOf(await registered([{ category: 'email', value: email }]))).toEqual([]);
  });

  it('does not reach the person in another register', async () => {
    const person = await givenCustomer(app, clerk, register);
    const elsewhere = await registered([{ category: 'email', value: person.email }], 'ip-produkter');
    await ask(app, register, person, ['objection']).expect(202);
    expect(await prohibitionsOf(elsewhere)).toEqual([]);
  });

  it('outlives the erasure of the person, for every address they had', async () => {
    const person = await givenCustomer(app, clerk, register);
    const [phone] = await app.owner.query<{ id: string }[]>(
      `select id from datum where customer_id = $1 and category = 'phone'`,
      [person.id],
    );
    await app
      .patch(
        `/v1/registers/${register}/customers/${person.id}/data/${phone!.id}`,
        { value: '040 123 4567' },
        clerk,
      )
      .expect(200);
    await ask(app, register, person, ['objection']).expect(202);
    await mailTo(app, person.email, '/undo/');
    await askAndVerify(app, register, person, ['erasure']);
    const found = await caseOf(app, clerk, register, person.id);
    const waiting = await untilState(app, clerk, register, found.id, 'erasure', 'awaiting-approval');
    await approve(app, supervisor, register, waiting, 'erasure');
    await untilState(app, clerk, register, found.id, 'erasure', 'fulfilled');
    expect(await app.owner.query<object[]>('select 1 from customer where id = $1', [person.id])).toEqual([]);
    for (const datum of [
      { category: 'email', value: person.email.toUpperCase() },
      { category: 'phone', value: '+358401234567' },
    ])
      expect(await prohibitionsOf(await registered([datum]))).toEqual(ALL);
    const kept = await app.owner.query<{ row: string }[]>('select t::text as row from suppression t');
    expect(kept.map(({ row }) => row).join()).not.toContain(person.email);
  });

  it('twice is in force once, and each is confirmed', async () => {
    const person = await givenCustomer(app, clerk, register);
    await ask(app, register, person, ['objection']).expect(202);
    await ask(app, register, person, ['objection']).expect(202);
    expect(await prohibitionsOf(person.id)).toEqual(ALL);
    await mailTo(app, person.email, '/undo/');
    expect(await mailsTo(app, person.email, '/verify/')).toBe(0);
  });
});

describe('the unsubscribe address of a newsletter (RFC 8058)', () => {
  const addressOf = async ({ id }: { id: string }) => {
    const { body } = await app.get(`/v1/registers/${register}/customers/${id}/marketing`, clerk).expect(200);
    return new URL((body as { unsubscribeUrl: string }).unsubscribeUrl).pathname;
  };
  const post = (path: string, type = 'application/x-www-form-urlencoded') => {
    const parts =
      '--x\r\ncontent-disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n';
    return fetch(`${app.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': type, 'sec-fetch-site': 'cross-site' },
      body: type.startsWith('multipart') ? parts : 'List-Unsubscribe=One-Click',
      redirect: 'manual',
    });
  };

  it('stops all direct marketing once, like an objection on the phone, and never by being opened', async () => {
    const person = await givenCustomer(app, clerk, register);
    const path = await addressOf(person);
    expect(await addressOf(person)).toBe(path);
    expect(path).not.toContain(person.id);
    const page = await app.get(path).expect(200);
    expect(page.text).toContain(`<form method="post" action="${path}?lang=fi">`);
    expect(await prohibitionsOf(person.id)).toEqual([]);
    const answers = await Promise.all([
      post(path),
      post(path, 'multipart/form-data; boundary=x'),
      post(path),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(answers.flatMap(({ headers }) => headers.get('set-cookie') ?? [])).toEqual([]);
    expect(await prohibitionsOf(person.id)).toEqual(ALL);
    const { id } = await caseOf(app, clerk, register, person.id);
    const request = await untilState(app, clerk, register, id, 'objection', 'fulfilled');
    const { text } = await answerLetter(app, clerk, register, request);
    expect(text).toContain('lopettaneet suoramarkkinoinnin');
    await mailTo(app, person.email, 'lopettaneet suoramarkkinoinnin');
    const cases = await app.owner.query<object[]>('select id from request where customer_id = $1', [
      person.id,
    ]);
    expect(cases).toHaveLength(1);
    const later = await registered([{ category: 'email', value: person.email }]);
    expect(await prohibitionsOf(later)).toEqual(ALL);
  });

  it('answers the same when the person is erased, was never there or is of another register', async () => {
    const person = await givenCustomer(app, clerk, register);
    const path = await addressOf(person);
    await askAndVerify(app, register, person, ['erasure']);
    const { id } = await caseOf(app, clerk, register, person.id);
    const request = await untilState(app, clerk, register, id, 'erasure', 'awaiting-approval');
    await approve(app, supervisor, register, request, 'erasure');
    await untilState(app, clerk, register, id, 'erasure', 'fulfilled');
    const stranger = await givenCustomer(app, clerk, register);
    const known = await addressOf(stranger);
    const token = known.split('/').at(-1)!;
    const paths = [
      path,
      `/v1/public/unsubscribe/nokopa/${token}`,
      `/v1/public/unsubscribe/nowhere/${token}`,
      `/v1/public/unsubscribe/${register}/${'A'.repeat(59)}`,
      `/v1/public/unsubscribe/${register}/x`,
    ];
    const told = async (each: string) => {
      const answer = await post(each);
      return `${answer.status} ${await answer.text()}`;
    };
    const answers = [];
    for (const each of paths) answers.push(await told(each));
    expect(await prohibitionsOf(stranger.id)).toEqual([]);
    answers.push(await told(known));
    expect(await prohibitionsOf(stranger.id)).toEqual(ALL);
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain('200 ');
  });
});
