import type { Right } from '../domain/category.js';
import { euroIn } from '../i18n/amounts.js';
import { dateIn, periodIn } from '../i18n/dates.js';
import { type TextKey, textsIn } from '../i18n/texts.js';
import type { Letter, Notice, NoticeContext } from './answer.js';
import { endedTasks } from './elsewhere-section.js';
import { asLetter } from './letter.js';
import { copySection, remedySection } from './letter-sections.js';
import { type Block, heading, paragraph } from '../paper/paper.js';
import { responsiblePerson, senderLines } from './sender.js';

type Kind = Notice['kind'];
type Of<K extends Kind> = Extract<Notice, { kind: K }>;
type Body<K extends Kind> = (notice: Of<K>, context: NoticeContext) => readonly Block[];

/** A mail that carries no decision. Its subject names nobody. */
export function renderNotice(notice: Notice, context: NoticeContext): Letter {
  const { policy, language, reference, addressee, on } = context;
  const t = textsIn(language);
  const subject = t(subjectOf(notice), { reference });
  return asLetter({
    language,
    subject,
    title: t(titleOf(notice)),
    sender: senderLines(policy, language),
    addressee: UNADDRESSED.includes(notice.kind) ? null : addressee,
    date: on === undefined || UNADDRESSED.includes(notice.kind) ? null : dateIn(language, on),
    blocks: (BODIES[notice.kind] as Body<Kind>)(notice as never, context),
  });
}

/** Nobody has yet shown that the name and the address belong together, or the mail must tell nothing but the code. */
const UNADDRESSED: readonly Kind[] = ['verification', 'package-code'];

const BODIES: { readonly [K in Kind]: Body<K> } = {
  verification: ({ link, until, rights }, context) => {
    const t = textsIn(context.language);
    return [
      paragraph(t('notice.verification.text')),
      { kind: 'link', href: link },
      paragraph(t('notice.verification.until', { until: dateIn(context.language, until) })),
      caseFacts(context, rights),
      paragraph(t('notice.verification.notYou')),
    ];
  },
  receipt: ({ rights, due, receivedOn }, context) => {
    const t = textsIn(context.language);
    return [
      paragraph(t('notice.receipt.text', { due: dateIn(context.language, due) })),
      caseFacts(context, rights, [
        [t('term.receivedOn'), dateIn(context.language, receivedOn)],
        [t('term.due'), dateIn(context.language, due)],
      ]),
      ...withdrawal(context, rights),
      paragraph(t('notice.receipt.ask')),
      { kind: 'callout', blocks: [paragraph(t('objectionRight.text'))] },
    ];
  },
  question: ({ about, text, due }, context) => {
    const t = textsIn(context.language);
    return [
      paragraph(t(`notice.question.${about}.text`)),
      paragraph(text.trim() === '' ? t(`notice.question.${about}.default`) : text),
      ...(about === 'identity' ? [paragraph(t('notice.question.noId'))] : []),
      paragraph(t('notice.question.due', { due: dateIn(context.language, due) })),
      caseFacts(context, []),
    ];
  },
  extension: ({ rights, reason, reasons = [], due }, context) => {
    const t = textsIn(context.language);
    const why = [...reasons.map((each) => t(`extensionReason.${each}`)), reason].join(' ');
    return [
      paragraph(t('notice.extension.text', { due: dateIn(context.language, due) })),
      caseFacts(context, rights, [
        [t('notice.extension.reason'), why],
        [t('term.due'), dateIn(context.language, due)],
      ]),
      paragraph(t('notice.extension.law')),
      ...remedySection(context),
      { kind: 'small', text: t('law.gdprName') },
    ];
  },
  fee: feeBody,
  'restriction-lifted': ({ on, categories = [] }, context) => {
    const t = textsIn(context.language);
    const concerned = categories.map((category) => t(`category.${category}`));
    return [
      paragraph(t('notice.restriction-lifted.text', { on: dateIn(context.language, on) })),
      ...(concerned.length > 0
        ? [paragraph(t('notice.restriction-lifted.concerned')), { kind: 'list', items: concerned } as const]
        : []),
      paragraph(t('notice.restriction-lifted.object')),
      caseFacts(context, []),
      ...remedySection(context),
      { kind: 'small', text: t('law.gdprName') },
    ];
  },
  'late-answer': ({ right, task, copy, posted }, context) => {
    const { language } = context;
    return [
      paragraph(textsIn(language)('notice.late-answer.text')),
      { kind: 'list', items: endedTasks([task], language) },
      ...copySection({ copy, right, language, posted }),
      caseFacts(context, [right]),
      ...remedySection(context),
      { kind: 'small', text: textsIn(language)('law.gdprName') },
    ];
  },
  'package-code': ({ code, minutes }, { language }) => {
    const t = textsIn(language);
    return [
      paragraph(t('notice.package-code.text')),
      { kind: 'code', text: code },
      paragraph(t('notice.package-code.minutes', { minutes })),
      paragraph(t('notice.package-code.secret')),
    ];
  },
};

/** Art. 12(5)(a), 15(3): what, why, how to accept or to withdraw, what silence means, and the remedies (Art. 12(4)). */
function feeBody(fee: Of<'fee'>, context: NoticeContext): Block[] {
  const { language, policy } = context;
  const t = textsIn(language);
  const days = fee.askedOn.map((day) => dateIn(language, day)).join(', ');
  const dates = { until: dateIn(language, fee.answerBy), due: dateIn(language, fee.due) };
  const decider = fee.decider ?? responsiblePerson(policy.contactPerson, language);
  return [
    paragraph(t('notice.fee.text')),
    caseFacts(
      context,
      [fee.right],
      [
        [t('term.fee'), euroIn(language, fee.amount)],
        [t('term.answerBy'), dates.until],
      ],
    ),
    heading(t('heading.refusal')),
    paragraph(t(`feeBasis.${fee.basis}`)),
    ...(fee.askedOn.length > 0 ? [paragraph(t('refusal.askedOn', { days }))] : []),
    paragraph(fee.reason),
    heading(t('heading.fee')),
    paragraph(t(fee.link === null ? 'notice.fee.tell' : 'notice.fee.link')),
    ...(fee.link === null ? [] : [{ kind: 'link', href: fee.link } as const]),
    paragraph(t('notice.fee.withdraw')),
    paragraph(t('notice.fee.silence', dates)),
    ...remedySection(context),
    { kind: 'signature', lines: [`${t('term.decider')}: ${decider}`, policy.controller.name] },
    { kind: 'small', text: t('law.gdprName') },
  ];
}

/** Where the policy leaves time for second thoughts, the person hears of it while there is some. */
function withdrawal({ policy, language }: NoticeContext, rights: readonly Right[]): Block[] {
  if (policy.erasureWaiting === undefined || !rights.includes('erasure')) return [];
  const period = periodIn(language, policy.erasureWaiting.period);
  return [paragraph(textsIn(language)('notice.receipt.withdraw', { period }))];
}

const subjectOf = (notice: Notice): TextKey =>
  notice.kind === 'question' ? `notice.question.${notice.about}.subject` : `notice.${notice.kind}.subject`;
const titleOf = (notice: Notice): TextKey =>
  notice.kind === 'question' ? `notice.question.${notice.about}.title` : `notice.${notice.kind}.title`;

function caseFacts(
  { policy, language, reference }: NoticeContext,
  rights: readonly Right[],
  more: readonly (readonly [string, string])[] = [],
): Block {
  const t = textsIn(language);
  const invoked = rights.map((right) => t(`right.${right}`)).join('; ');
  const term = t(rights.length === 1 ? 'term.right' : 'term.rights');
  return {
    kind: 'facts',
    rows: [
      [t('term.register'), policy.registerName[language]],
      [t('term.reference'), reference],
      ...(rights.length > 0 ? [[term, invoked] as const] : []),
      ...more,
    ],
  };
}
