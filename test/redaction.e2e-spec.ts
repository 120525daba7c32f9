import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
  const request = await untilState(app, clerk, register, id, 'access', 'awaiting-approval');
  const redact = (redaction: object) =>
    app.post(`/v1/registers/${register}/requests/${id}/redactions`, redaction, clerk);
  return { person, note, request, redact };
}

const reason = 'Tells of a neighbour';

describe('what a note tells of somebody else', () => {
  it('is taken out of the copy, with the reason in its place and in the letter', async () => {
    const { person, note, request, redact } = await given('Prefers mornings. Naapuri Kalle valitti melusta.');
    await redact({ datumId: note.id, text: 'Naapuri Kalle valitti melusta.', reason }).expect(200);
    await approve(app, await app.login('supervisor'), register, request, 'access');
    const letter = await mailTo(app, person.email, '/package/');
    expect(letter.text).toContain('Parts removed from the copy');
    expect(letter.text).toContain(`Notes: ${reason}`);
    const files = await fetchPackage(app, person.email);
    const copy = JSON.parse(files.get('copy.json')!) as AccessCopy;
    const notes = copy.data.filter(({ category }) => category === 'note').map(({ value }) => value);
    expect(notes).toEqual([`Prefers mornings. [removed: ${reason}]`]);
    for (const whole of [...files.values(), letter.text, letter.html]) expect(whole).not.toContain('Kalle');
    await untilState(app, clerk, register, request.id, 'access', 'partly-fulfilled');
    expect(await notedActions(app, request.id)).toContain('request.redacted');
    const late = await redact({ datumId: note.id, reason }).expect(409);
    expect(late.body).toMatchObject({ code: 'INVALID_TRANSITION' });
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
