import type { Language } from '../domain/category.js';
import { isRefusalReason } from '../domain/refusal-reason.js';
import { dateIn } from '../i18n/dates.js';
import { textsIn } from '../i18n/texts.js';
import type { Answer, AnsweredCorrection, AnswerLine } from './answer.js';
import { PROHIBITIONS } from '../domain/category.js';
import type { AnsweredRedaction } from './redaction.js';
import { noticeSection } from './law-in-words.js';
import { type Block, heading, paragraph } from '../paper/paper.js';
import { capitalised, dataOf, lowered, reasonOf, recordLabel, untilOf } from './wording.js';
import { AUTHORITY_CONTACTS, SUPERVISORY_AUTHORITY } from './supervisory-authority.js';

/** Where the copy is, and that link and code come separately. */
export function copySection({
  copy,
  right,
  language,
  posted = false,
}: Pick<Answer, 'copy' | 'right' | 'language' | 'posted'>): Block[] {
  if (copy === null) return [];
  const t = textsIn(language);
  const title = heading(t(right === 'portability' ? 'heading.copy.portability' : 'heading.copy.access'));
  // Who is reached by post only gets no mailed code: staff print the copy and put it in the envelope.
  if (posted) return [title, paragraph(t('copy.enclosed'))];
  return [
    title,
    paragraph(t('copy.fetch', { until: dateIn(language, copy.until) })),
    { kind: 'link', href: copy.link },
    paragraph(t('copy.code')),
    paragraph(t('copy.otherWay')),
  ];
}

/** Art. 20(2): sent, or why not; the person has a copy of their own in any case. */
export function transmissionSection({ transmission = null, language }: Answer): Block[] {
  if (transmission === null) return [];
  const t = textsIn(language);
  const { to, sentOn, reason } = transmission;
  const title = heading(t('heading.transmission'));
  if (sentOn !== null)
    return [title, paragraph(t('transmission.sent', { to, date: dateIn(language, sentOn) }))];
  const why =
    reason === null ? t('transmission.notFeasible', { to }) : t('transmission.declined', { to, reason });
  return [title, paragraph(why), paragraph(t('transmission.ownCopy'))];
}

/** Art. 15(4), DPA 34 §: what was left out and why, without saying what it said. */
export function redactionSection({ redactions = [], right, language }: Answer): Block[] {
  const byLaw = redactions.filter(({ ground }) => ground === 'law-restricts-access');
  const forOthers = redactions.filter((redaction) => !byLaw.includes(redaction));
  const t = textsIn(language);
  return [
    ...(forOthers.length > 0
      ? [
          heading(t('heading.redactions')),
          paragraph(t(right === 'portability' ? 'redactions.why.portability' : 'redactions.why')),
          reasonsOf(forOthers, language),
        ]
      : []),
    ...(byLaw.length > 0
      ? [
          heading(t('heading.restrictedByLaw')),
          paragraph(t('restrictedByLaw.why')),
          reasonsOf(byLaw, language),
          paragraph(t('omitted.ombudsman')),
        ]
      : []),
  ];
}

function reasonsOf(redactions: readonly AnsweredRedaction[], language: Language): Block {
  const t = textsIn(language);
  const items = redactions.map(({ category, reason }) => `${t(`category.${category}`)}: ${reason}`);
  return { kind: 'list', items: [...new Set(items)] };
}

/** Art. 16: datum by datum, old, asked and new, and the reasons for what is not as asked. */
export function correctionSection(answer: Answer): Block[] {
  const { corrections, language } = answer;
  if (corrections.length === 0) return [];
  const t = textsIn(language);
  const rows = corrections.map((correction) => [
    datumOf(correction, language),
    correction.before ?? t('none'),
    askedOf(correction, language),
    correction.after ?? t('none'),
    [...decisionOf(correction, language), ...correctionReasons(correction, answer)],
  ]);
  const columns = [t('term.data'), t('term.before'), t('term.asked'), t('term.after'), t('term.decision')];
  const changed = corrections.some(({ accepted, statement }) => accepted || statement !== null);
  return [
    heading(t('heading.corrections')),
    { kind: 'table', columns, rows },
    ...(changed ? [paragraph(t('correction.sources'))] : []),
  ];
}

/** "Invoice of 6 May 2024 (L-77): postal address" */
export function datumOf({ category, record }: AnsweredCorrection, language: Language): string {
  const name = textsIn(language)(`category.${category}`);
  return record === null ? name : `${recordLabel(record, language)}: ${lowered(name)}`;
}

export function askedOf({ kind, asked }: AnsweredCorrection, language: Language): string {
  const t = textsIn(language);
  if (kind === 'delete') return t('correction.asked.delete');
  return kind === 'statement'
    ? t('correction.asked.statement', { statement: asked ?? '' })
    : (asked ?? t('none'));
}

function decisionOf({ kind, accepted, inPart, statement }: AnsweredCorrection, language: Language): string[] {
  const t = textsIn(language);
  const beside = statement !== null && kind !== 'statement' ? [t('correction.statementRecorded')] : [];
  if (inPart) return [t('correction.inPart'), ...beside];
  return [t(accepted ? `correction.accepted.${kind}` : `correction.refused.${kind}`), ...beside];
}

/** A reason is one of the house's codes, what the law or a hold requires, or the written words of whoever decided. */
export function correctionReasons(
  { accepted, inPart, reason, obstacle }: AnsweredCorrection,
  { refusal, language }: Answer,
): string[] {
  const t = textsIn(language);
  if (accepted && !inPart) return [];
  const held = obstacle === null ? [] : heldUntil(obstacle, language);
  if (reason === 'data-needed' && obstacle !== null) return [...reasonOf(obstacle, language), ...held];
  if (reason !== null) return [isRefusalReason(reason) ? t(`refusal.${reason}`) : reason, ...held];
  return [
    ...(refusal?.reasons ?? []).map((code) => t(`refusal.${code}`)),
    ...(refusal?.text ? [refusal.text] : []),
  ];
}

const heldUntil = (line: AnswerLine, language: Language) =>
  untilOf(line, language).map((until) => `${textsIn(language)('term.keptUntil')}: ${lowered(until)}.`);

export function refusalSection({ refusal, right, corrections, language }: Answer): Block[] {
  if (refusal === null || (right === 'rectification' && corrections.length > 0)) return [];
  const t = textsIn(language);
  const reasons = refusal.reasons.map((reason) => t(`refusal.${reason}`));
  const { askedOn = [] } = refusal;
  const days = askedOn.map((day) => dateIn(language, day)).join(', ');
  const proof = askedOn.length > 0 ? [t('refusal.askedOn', { days })] : [];
  const texts = [...reasons, ...proof, ...(refusal.text ? [refusal.text] : [])];
  const more = refusal.reasons.includes('not-identifiable') ? [paragraph(t('identify.more'))] : [];
  return texts.length === 0 ? more : [heading(t('heading.refusal')), ...texts.map(paragraph), ...more];
}

/** Art. 6(1)(f) carries the refusal; the notice's clause is told beside it, and only where the notice has one. */
export function contactRoleSection({ lines, refusal, policy, language }: Answer): Block[] {
  const concerns = lines.some(({ holds }) => holds.includes('ACTIVE_CONTACT_ROLE'));
  if (!concerns && !refusal?.reasons.includes('contact-role')) return [];
  const t = textsIn(language);
  const interest = policy.legalBases['contact-person'].interest?.[language];
  const { contactPersonClause } = policy;
  const clause =
    contactPersonClause === 'notStated'
      ? []
      : [paragraph(t('contactRole.clause', { clause: noticeSection(contactPersonClause, language) }))];
  return [
    heading(t('heading.contactRole')),
    paragraph(t('contactRole.basis')),
    ...(interest === undefined ? [] : [paragraph(t('contactRole.interest', { interest }))]),
    ...clause,
    paragraph(t('contactRole.replacement')),
  ];
}

/** Art. 21(1): what is weighed, what came of it and why, and what that means for the data. */
export function weighingSection({ weighed, lines, language }: Answer): Block[] {
  if (weighed === undefined) return [];
  const t = textsIn(language);
  const { outcome, grounds, text } = weighed;
  const about = lines.filter(isWeighed);
  return [
    heading(t('heading.weighing')),
    paragraph(t(outcome === 'upheld' ? 'weighing.upheld' : `weighing.rejected.${grounds!}`)),
    paragraph(t('weighing.reasons', { text })),
    paragraph(t('weighing.data')),
    { kind: 'list', items: dataOf(about, language).map(capitalised) },
    paragraph(t(outcome === 'upheld' ? 'weighing.upheld.kept' : 'weighing.rejected.restriction')),
  ];
}

/** Told in the section of the weighing, and not as a restriction that begins. */
export const isWeighed = ({ rule }: AnswerLine): boolean => rule === 'objection.restrict';

export function marketingSection(answer: Answer): Block[] {
  const { marketingStopped, undoLink, language, prohibited = PROHIBITIONS } = answer;
  if (!marketingStopped && undoLink === null) return [];
  const t = textsIn(language);
  const named = prohibited.map((flag) => t(`prohibition.${flag}`)).join(', ');
  const stopped =
    prohibited.length === PROHIBITIONS.length
      ? t('marketing.stopped')
      : t('marketing.stopped.some', { prohibitions: named });
  return [
    heading(t('heading.marketing')),
    ...(marketingStopped ? [paragraph(stopped), paragraph(t('marketing.key'))] : []),
    ...(undoLink === null ? [] : [paragraph(t('undo.link')), { kind: 'link', href: undoLink } as const]),
  ];
}

/** Art. 19: what changed is told to those who have the data; the person learns who they are. */
export function recipientSection({ recipients, lines, right, state, language }: Answer): Block[] {
  const t = textsIn(language);
  if (recipients.length === 0) {
    return [
      heading(t('heading.recipients')),
      paragraph(t(lines.length > 0 ? 'recipients.none' : 'recipients.ask')),
    ];
  }
  const changes = ['rectification', 'erasure', 'restriction'].includes(right) && state !== 'refused';
  const told = changes ? recipients.filter((recipient) => recipient.told !== false) : [];
  const others = recipients.filter((recipient) => !told.includes(recipient));
  return [
    heading(t('heading.recipients')),
    ...(told.length > 0
      ? [paragraph(t('recipients.notified', { right })), recipientTable(told, language)]
      : []),
    ...(others.length > 0 ? [paragraph(t('recipients.named')), recipientTable(others, language)] : []),
  ];
}

function recipientTable(recipients: Answer['recipients'], language: Language): Block {
  const t = textsIn(language);
  const rows = recipients.map(({ name, disclosedOn }) => [
    name,
    [...new Set(disclosedOn)].map((date) => dateIn(language, date)).join(', '),
  ]);
  return { kind: 'table', columns: [t('term.recipient'), t('term.disclosedOn')], rows };
}

/** Art. 12(4), 77 and 79. */
export function remedySection({ language }: Pick<Answer, 'language'>): Block[] {
  const t = textsIn(language);
  return [
    heading(t('heading.remedies')),
    paragraph(t('remedies.ask')),
    paragraph(t('remedies.complaint')),
    ...authorityContacts({ language }),
    paragraph(t('remedies.court')),
  ];
}

export function authorityContacts({ language }: Pick<Answer, 'language'>): Block[] {
  const t = textsIn(language);
  const authority = SUPERVISORY_AUTHORITY[language];
  return [
    {
      kind: 'facts',
      rows: [
        [t('contact.authority'), authority.name],
        ...AUTHORITY_CONTACTS.map(([term, field]) => [t(term), authority[field]] as const),
      ],
    },
  ];
}
