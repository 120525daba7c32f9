import { dateIn } from '../i18n/dates.js';
import { type TextKey, textsIn } from '../i18n/texts.js';
import type { Answer, Letter } from './answer.js';
import { certificate } from './certificate.js';
import { elsewhereSections } from './elsewhere-section.js';
import { afterErasure, demandSection } from './erasure-demand.js';
import { concernedSection, outcomeSections } from './letter-outcomes.js';
import {
  contactRoleSection,
  copySection,
  correctionSection,
  marketingSection,
  recipientSection,
  redactionSection,
  refusalSection,
  remedySection,
  transmissionSection,
  weighingSection,
} from './letter-sections.js';
import { type Block, heading, type Paper, paragraph } from '../paper/paper.js';
import { paperHtml } from '../paper/paper-html.js';
import { paperText } from '../paper/paper-text.js';
import { responsiblePerson, senderLines } from './sender.js';
import { capitalised } from './wording.js';

/** The letter of an answer, with everything Art. 12 asks of it. It says only what the answer holds. */
export function renderLetter(answer: Answer): Letter {
  const { policy, language, reference, kind } = answer;
  const t = textsIn(language);
  return asLetter({
    language,
    subject: t(`subject.${kind}`, { reference }),
    title: t(`title.${kind}`),
    sender: senderLines(policy, language),
    addressee: [answer.addressee, answer.street].filter((line) => line).join('\n') || null,
    date: dateIn(language, answer.decidedOn),
    blocks: [...opening(answer), ...body(answer), ...closing(answer)],
  });
}

export function asLetter(paper: Paper): Letter {
  return { subject: paper.subject, text: paperText(paper), html: paperHtml(paper), paper };
}

function opening(answer: Answer): Block[] {
  const { policy, language, reference, receivedOn, right, state, kind } = answer;
  const t = textsIn(language);
  const decision =
    kind === 'no-data' ? [] : [[t('term.decision'), capitalised(t(`state.${state}`))] as const];
  const rows = [
    [t('term.register'), policy.registerName[language]] as const,
    [t('term.reference'), reference] as const,
    [t('term.receivedOn'), dateIn(language, receivedOn)] as const,
    [t('term.right'), t(`rightWithLaw.${right}`)] as const,
    ...decision,
  ];
  return [{ kind: 'facts', rows }, paragraph(t(summaryOf(answer)))];
}

function summaryOf({ kind, right, state, corrections, elsewhere }: Answer): TextKey {
  if (kind === 'no-data' || kind === 'second-letter') return `summary.${kind}`;
  if (state === 'not-identifiable') return 'summary.not-identifiable';
  if (kind === 'refusal' && right === 'erasure') return 'summary.erasure.refusal';
  const otherKinds = right === 'rectification' && corrections.some((each) => each.kind !== 'correct');
  const came = elsewhere?.onlyMissing ? 'unconfirmed' : state;
  return otherKinds ? `summary.rectification.asked.${came}` : `summary.${right}.${came}`;
}

function body(answer: Answer): Block[] {
  const t = textsIn(answer.language);
  if (answer.kind === 'no-data') {
    return [paragraph(t('noData.onlyCase')), paragraph(t('noData.more')), ...marketingSection(answer)];
  }
  const second = answer.secondLetterFollows
    ? [heading(t('heading.secondLetter')), paragraph(t('secondLetter.follows'))]
    : [];
  return [
    ...copySection(answer),
    ...transmissionSection(answer),
    ...redactionSection(answer),
    ...elsewhereSections(answer),
    ...correctionSection(answer),
    ...refusalSection(answer),
    ...demandSection(answer),
    ...(answer.kind === 'refusal' ? concernedSection(answer) : outcomeSections(answer)),
    ...weighingSection(answer),
    ...contactRoleSection(answer),
    ...second,
    ...afterErasure(answer),
    ...marketingSection(answer),
    ...(answer.state === 'not-identifiable' ? [] : recipientSection(answer)),
  ];
}

function closing(answer: Answer): Block[] {
  const { policy, language, decidedOn, decider } = answer;
  const t = textsIn(language);
  const name = decider ?? responsiblePerson(policy.contactPerson, language);
  return [
    ...remedySection(answer),
    {
      kind: 'signature',
      lines: [dateIn(language, decidedOn), `${t('term.decider')}: ${name}`, policy.controller.name],
    },
    ...certificate(answer),
    { kind: 'small', text: t('law.gdprName') },
  ];
}
