import type { Right } from '../domain/category.js';
import { textsIn } from '../i18n/texts.js';
import type { PackageFileDto } from '../delivery/dto/package.dto.js';
import type { PlanDto, RequestItemDto } from '../requests/dto/request.dto.js';
import { type CaseFlow, DUE, type Reach } from './case-flow.js';
import { requireEqual, requirePlan } from './expectation.js';
import { referenceIn, tokenIn } from './mailbox.js';
import { DemoFailure } from './waiting.js';

/** The files of an access copy and of a portability package that hold everything. */
const WHOLE_COPIES = ['copy.json', 'data.json'];

export interface Letter {
  readonly text: string;
  readonly html: string | null;
}

/** What came of one right of one request. */
export interface Answered {
  readonly register: string;
  readonly right: Right;
  readonly reference: string;
  readonly state: string;
  readonly due: string;
  readonly plan: PlanDto | null;
  readonly letter: Letter;
  readonly package: readonly PackageFileDto[];
}

/** Collects every answer of a case from where it went, and compares it with what was to be expected. */
export async function collectAnswers(flow: CaseFlow, reach: Reach): Promise<Answered[]> {
  if (flow.scenario.channel === 'letter') await flow.post();
  const collected: Answered[] = [];
  const mailed = new Map<Right, Letter>();
  if (flow.scenario.channel === 'web')
    for (const right of flow.rights) mailed.set(right, await answerMail(flow, right, reach));
  const { items, reference } = await flow.answered();
  for (const item of items) {
    const letter = mailed.get(item.right) ?? (await postedLetter(flow));
    const plan = await comparedPlan(flow, item);
    requireWords(flow, item.right, letter);
    collected.push({
      register: flow.scenario.register,
      right: item.right,
      reference,
      state: item.state,
      due: item.due,
      plan,
      letter,
      package: await openPackage(flow, letter, reach),
    });
  }
  return collected;
}

/** The mail with the decision on this right: its subject says decision or answer, its text names the right. */
async function answerMail(flow: CaseFlow, right: Right, { mailbox }: Reach): Promise<Letter> {
  const t = textsIn(flow.language);
  const mail = await mailbox.take(`the letter of ${flow.title}`, flow.person.email, ({ subject, text }) => {
    const isAnswer = (['subject.decision', 'subject.no-data'] as const).some((key) =>
      subject.startsWith(t(key, { reference: '' }).trim()),
    );
    return isAnswer && text.includes(t(`rightWithLaw.${right}`));
  });
  if (!flow.isFound) await flow.find(referenceIn(mail));
  return mail;
}

async function postedLetter(flow: CaseFlow): Promise<Letter> {
  const { data } = await flow.letters();
  const posted = data.find(({ kind, state }) => kind === 'answer' && state === 'posted');
  if (!posted) throw new DemoFailure(`${flow.title}: no letter was posted`);
  return posted;
}

async function comparedPlan(flow: CaseFlow, item: RequestItemDto): Promise<PlanDto | null> {
  const expected = flow.scenario.rights[item.right]!;
  requireEqual(`state of ${flow.title}`, item.state, expected.state);
  requireEqual(`last day to answer ${flow.title}`, item.due, DUE);
  if (expected.data === null) return null;
  const plan = await flow.plan(item);
  requirePlan(flow.title, plan, expected.data);
  return plan;
}

function requireWords(flow: CaseFlow, right: Right, { text }: Letter): void {
  const { says = [], leavesOut = [] } = flow.scenario.rights[right]!;
  // A printed letter must say where it goes: the register may have forgotten the street by now.
  const words = flow.scenario.channel === 'letter' ? [...says, flow.person.postalAddress] : says;
  const missing = words.filter((word) => !text.includes(word));
  requireEqual(`words missing in the letter of ${flow.title}`, missing.length, 0);
  requireEqual(
    `words too many in the letter of ${flow.title}`,
    leavesOut.filter((word) => text.includes(word)),
    [],
  );
}

/** The link of the letter and the one-time code of a second mail open the package. */
async function openPackage(
  flow: CaseFlow,
  letter: Letter,
  { anybody, mailbox }: Reach,
): Promise<PackageFileDto[]> {
  const token = tokenIn(letter, 'package');
  if (token === null) return [];
  await anybody.post('/v1/public/packages/codes', { token }, 202);
  const code = /^\s*(\d{8})\s*$/m;
  const mail = await mailbox.take(
    `the code for the package of ${flow.title}`,
    flow.person.email,
    ({ text }) => code.test(text),
  );
  const opened = await anybody.post<{ files: PackageFileDto[] }>('/v1/public/packages/openings', {
    token,
    code: code.exec(mail.text)![1],
  });
  const whole = opened.files.find(({ name }) => WHOLE_COPIES.includes(name));
  const copy = Buffer.from(whole?.content ?? '', 'base64').toString('utf8');
  requireEqual(`the package of ${flow.title} has their phone number`, copy.includes(flow.person.phone), true);
  return opened.files;
}
