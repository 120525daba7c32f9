import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccessCopy } from '../src/answers/copy-document.js';
import { packageRoot } from '../src/config/package-root.js';
import { fetchPackage, notedActions } from './support/cases.js';
import { approve, askAndVerify, caseOf, givenCustomer, mailTo, untilState } from './support/given.js';
import { type Login, startTestApp, type TestApp } from './support/test-app.js';

const register = 'umacon';
let folder: string;
let app: TestApp;
let clerk: Login;

/** A company that looks at every copy before it goes out. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'suoja-looked-at-'));
  await cp(join(packageRoot, 'policies'), folder, { recursive: true });
  const file = join(folder, `${register}.yaml`);
  const policy = await readFile(file, 'utf8');
  await writeFile(file, policy.replace('approval: [erasure,', 'approval: [access, erasure,'));
  const nokopa = join(folder, 'nokopa.yaml');
  const read = await readFile(nokopa, 'utf8');
  await writeFile(
    nokopa,
    read.replace(/^approval: /m, 'redactionReview: [note, manual-material]\napproval: '),
  );
  app = await startTestApp({ POLICIES_DIR: folder });
  clerk = await app.login('clerk');
});
afterAll(async () => {
  await app.stop();
  await rm(folder, { recursive: true, force: true });
});

async function given(value: string) {
  const person = await givenCustomer(app, clerk, register, { data: [{ category: 'note', value }] });
  const { body } = await app.get(`/v1/registers/${register}/customers/${person.id}/data`, clerk).expect(200);
  const data = (body as { data: { id: string; category: string }[] }).data;
  const note = data.find(({ category }) => category === 'note')!;
  await askAndVerify(app, register, person, ['access'], { language: 'en' });
  const { id } = await caseOf(app, clerk, register, person.id);
  const waiting = await untilState(app, clerk, register, id, 'access', 'awaiting-approval');
  const redact = (redaction: object) =>
    app.post(`/v1/registers/${register}/requests/${id}/redactions`, redaction, clerk);
  return { person, note, request: waiting, redact };
}

const reason = 'Tells of a neighbour';

describe('what a note tells of somebody else', () => {
  it('is taken out of the copy, with the reason in its place and in the letter', async () => {
    const {
      person,
      note,
      request: asked,
      redact,
    } = await given('Prefers mornings. Naapuri Kalle valitti melusta.');
    await redact({ datumId: note.id, text: 'Naapuri Kalle valitti melusta.', reason }).expect(200);
    await approve(app, await app.login('supervisor'), register, asked, 'access');
    const letter = await mailTo(app, person.email, '/package/');
    expect(letter.text).toContain('Parts removed from the copy');
    expect(letter.text).toContain(`Notes: ${reason}`);
    const files = await fetchPackage(app, person.email);
    const copy = JSON.parse(files.get('copy.json')!) as AccessCopy;
    const notes = copy.data.filter(({ category }) => category === 'note').map(({ value }) => value);
    expect(notes).toEqual([`Prefers mornings. [removed: ${reason}]`]);
    for (const whole of [...files.values(), letter.text, letter.html]) expect(whole).not.toContain('Kalle');
    await untilState(app, clerk, register, asked.id, 'access', 'partly-fulfilled');
    expect(await notedActions(app, asked.id)).toContain('request.redacted');
    const late = await redact({ datumId: note.id, reason }).expect(409);
    expect(late.body).toMatchObject({ code: 'INVALID_TRANSITION' });
  });

  it('and what the law keeps from the person are left out with their reasons, and all else is given', async () => {
    const { person, note, request } = await given('Kept from the person');
    const supervisor = await app.login('supervisor');
    const path = `/v1/registers/${register}/requests/${request.id}/withhold`;
    const text = 'A crime is being investigated.';
    const byLaw = { datumIds: [note.id], reason: 'law-restricts-access', text };
    await app.post(path, byLaw, clerk).expect(403);
    await app.post(path, { ...byLaw, text: undefined }, supervisor).expect(400);
    await app.post(path, { ...byLaw, reason: 'data-correct' }, supervisor).expect(400);
    await app.post(path, { ...byLaw, datumIds: [request.id] }, supervisor).expect(400);
    await app.post(path, { ...byLaw, datumIds: [] }, supervisor).expect(400);
    const all = { categories: ['name', 'email', 'phone', 'postal-address', 'note'] };
    const wide = await app.post(path, { ...byLaw, ...all }, supervisor).expect(409);
    expect(wide.body).toMatchObject({ code: 'REFUSAL_TOO_WIDE' });
    await app.post(path, byLaw, supervisor).expect(200);
    const forOthers = {
      categories: ['phone'],
      reason: 'rights-of-others',
      text: 'The number is a relative’s.',
    };
    await app.post(path, forOthers, supervisor).expect(200);
    await approve(app, supervisor, register, request, 'access');
    const letter = await mailTo(app, person.email, '/package/');
    for (const part of [
      `Notes: ${text}`,
      'Phone number: The number is a relative’s.',
      'section 34 of the Data Protection Act',
      'given to the Data Protection Ombudsman',
      'Article 15(4)',
    ])
      expect(letter.text).toContain(part);
    const files = await fetchPackage(app, person.email);
    expect(files.get('copy.json')).not.toContain('Kept from the person');
    expect(files.get('copy.json')).toContain(person.email);
    await untilState(app, clerk, register, request.id, 'access', 'partly-fulfilled');
    await app.post(path, byLaw, supervisor).expect(409);
  });

  it('needs a reason, a datum of this person, and a text that is there', async () => {
    const { note, redact } = await given('Nothing of others');
    const other = await given('Somebody else');
    await redact({ datumId: note.id, reason: 'short' }).expect(400);
    await redact({ datumId: note.id }).expect(400);
    await redact({ datumId: note.id, text: 'not in it', reason }).expect(400);
    await redact({ datumId: other.note.id, reason }).expect(404);
    const untouched = await redact({ datumId: note.id, text: 'Nothing', reason }).expect(200);
    expect(JSON.stringify(untouched.body)).not.toContain('Nothing');
  });
});

describe('what staff have marked at any time as telling of somebody else', () => {
  /** At this register nobody looks at a copy before it goes out. */
  const open = 'konttorimix';

  async function marked(text: string, parts: object[]) {
    const person = await givenCustomer(app, clerk, open, { data: [{ category: 'note', value: text }] });
    const path = `/v1/registers/${open}/customers/${person.id}/data`;
    const { body } = await app.get(path, clerk).expect(200);
    const { id } = (body as { data: { id: string; category: string }[] }).data.find(
      ({ category }) => category === 'note',
    )!;
    const mark = (list: object[]) =>
      request(app.url)
        .put(`${path}/${id}/third-parties`)
        .set('authorization', `Bearer ${clerk.token}`)
        .send({ parts: list });
    await mark(parts).expect(200);
    return { person, path, id, mark };
  }
  const notesIn = (files: Map<string, string>, name = 'copy.json') =>
    (JSON.parse(files.get(name)!) as AccessCopy).data
      .filter(({ category }) => category === 'note')
      .map(({ value }) => value);

  it('is left out of a copy that nobody approves', async () => {
    const text = 'Prefers mornings. Naapuri Kalle valitti melusta.';
    const { person } = await marked(text, [{ text: 'Naapuri Kalle valitti melusta.', reason }]);
    await askAndVerify(app, open, person, ['access'], { language: 'en' });
    const letter = await mailTo(app, person.email, '/package/');
    expect(letter.text).toContain(`Notes: ${reason}`);
    const files = await fetchPackage(app, person.email);
    expect(notesIn(files)).toEqual([`Prefers mornings. [removed: ${reason}]`]);
    for (const whole of [...files.values(), letter.text]) expect(whole).not.toContain('Kalle');
  });

  it('stays marked in a value that takes its place, until it is taken back', async () => {
    const { person, path, id, mark } = await marked('Naapuri Kalle', [{ text: 'Kalle', reason }]);
    await app.patch(`${path}/${id}`, { value: 'Naapurinsa Kalle' }, clerk).expect(200);
    await askAndVerify(app, open, person, ['access'], { language: 'en' });
    const files = await fetchPackage(app, person.email);
    const hidden = `[removed: ${reason}]`;
    expect(notesIn(files).sort()).toEqual([`Naapuri ${hidden}`, `Naapurinsa ${hidden}`].sort());
    await mark([]).expect(200);
    const left = await app.owner.query<unknown[]>(
      'select 1 from datum where id = $1 and third_parties is null',
      [id],
    );
    expect(left).toHaveLength(1);
  });

  it('needs a reason and a text that is there, and lies sealed', async () => {
    const { id, mark } = await marked('Naapuri Kalle', [{ text: 'Kalle', reason }]);
    const wrong = await mark([{ text: 'Ville', reason }]).expect(400);
    expect(wrong.body).toMatchObject({ errors: [{ pointer: '/parts/0/text' }] });
    await mark([{ text: 'Kalle' }]).expect(400);
    const [{ sealed }] = (await app.owner.query('select third_parties as sealed from datum where id = $1', [
      id,
    ])) as [{ sealed: Buffer }];
    for (const plain of ['Kalle', reason]) expect(sealed.toString('latin1')).not.toContain(plain);
  });
});

describe('a policy that names free texts to be read before a copy of them goes out', () => {
  const register = 'nokopa';

  it('lets an access request with such a text wait, and answers others by itself', async () => {
    const person = await givenCustomer(app, clerk, register, {
      data: [{ category: 'note', value: 'Jotain' }],
    });
    await askAndVerify(app, register, person, ['access']);
    const { id } = await caseOf(app, clerk, register, person.id);
    const waiting = await untilState(app, clerk, register, id, 'access', 'awaiting-approval');
    await approve(app, await app.login('supervisor', register), register, waiting, 'access');
    await mailTo(app, person.email, '/package/');
    const other = await givenCustomer(app, clerk, register);
    await askAndVerify(app, register, other, ['access']);
    await mailTo(app, other.email, '/package/');
  });
});
