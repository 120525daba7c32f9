import { legalDate } from '../clock.js';
import type { CalendarDate } from '../domain/calendar-date.js';
import type { Language } from '../domain/category.js';
import type { Outcome } from '../domain/plan.js';
import type { RegisterPolicy } from '../domain/register-policy.js';
import { dateIn } from '../i18n/dates.js';
import { type Texts, textsIn } from '../i18n/texts.js';
import { type Block, heading, type Paper, paragraph } from '../paper/paper.js';
import type { AnswerLine } from './answer.js';
import { groups } from './letter-outcomes.js';
import { responsiblePerson, senderLines } from './sender.js';
import { capitalised, categoryNames, reasonOf, untilOf } from './wording.js';

/** Data of one category that went by one rule. */
export interface CertifiedLine {
  readonly category: AnswerLine['category'];
  readonly outcome: Outcome;
  readonly rule: string;
  readonly citation: string;
  readonly count: number;
}

/** Data of one category that stayed when the request was answered. */
export interface KeptLine extends CertifiedLine {
  readonly keepUntil: CalendarDate | null;
  readonly holds: readonly string[];
}

/** One destruction, as the ledger has it. */
export interface CertifiedErasure {
  readonly id: string;
  readonly hash: string;
  readonly at: Date;
  readonly planHash: string;
  readonly policyVersion: string;
  readonly keyDestroyed: boolean;
  readonly destroyed: readonly CertifiedLine[];
}

/** What a certificate of erasure says: what, when, by which rule; never whose. */
export interface Certified {
  readonly policy: RegisterPolicy;
  readonly language: Language;
  readonly reference: string;
  readonly receivedOn: CalendarDate;
  readonly erasures: readonly CertifiedErasure[];
  readonly kept: readonly KeptLine[];
}

export function destructionCertificate(certified: Certified): Paper {
  const { policy, language, reference, receivedOn, erasures, kept } = certified;
  const t = textsIn(language);
  const last = dateIn(language, legalDate(erasures.at(-1)!.at));
  return {
    language,
    subject: t('destruction.subject', { reference }),
    title: t('destruction.title'),
    sender: senderLines(policy, language),
    addressee: null,
    date: last,
    blocks: [
      {
        kind: 'facts',
        rows: [
          [t('term.register'), policy.registerName[language]],
          [t('term.reference'), reference],
          [t('term.receivedOn'), dateIn(language, receivedOn)],
        ],
      },
      paragraph(t('destruction.intro')),
      ...erasures.flatMap((erasure) => erasureSection(erasure, language, t)),
      ...keptSection(kept, language, t),
      {
        kind: 'signature',
        lines: [last, responsiblePerson(policy.contactPerson, language), policy.controller.name],
      },
    ],
  };
}

function erasureSection(erasure: CertifiedErasure, language: Language, t: Texts): Block[] {
  const rows = erasure.destroyed.map((line) => [
    nameOf(line, language),
    String(line.count),
    reasonOf(asAnswerLine(line), language),
  ]);
  return [
    heading(t('destruction.on', { date: dateIn(language, legalDate(erasure.at)) })),
    { kind: 'table', columns: [t('term.data'), t('term.count'), t('term.reason')], rows },
    {
      kind: 'facts',
      rows: [
        [
          t('destruction.key'),
          t(erasure.keyDestroyed ? 'destruction.key.destroyed' : 'destruction.key.replaced'),
        ],
        [t('destruction.entry'), erasure.id],
        [t('destruction.hash'), erasure.hash],
        [t('destruction.planHash'), erasure.planHash],
        [t('destruction.policyVersion'), erasure.policyVersion],
      ],
    },
  ];
}

function keptSection(kept: readonly KeptLine[], language: Language, t: Texts): Block[] {
  if (kept.length === 0) return [];
  const rows = groups(kept.map(asAnswerLine)).map((group) => [
    capitalised(categoryNames(group, language)),
    untilOf(group[0]!, language),
    reasonOf(group[0]!, language),
  ]);
  return [
    heading(t('heading.kept')),
    paragraph(t('destruction.keptNote')),
    { kind: 'table', columns: [t('term.data'), t('term.keptUntil'), t('term.reason')], rows },
  ];
}

const nameOf = ({ category }: CertifiedLine, language: Language) =>
  capitalised(categoryNames([{ category, count: 1 }], language));

/** Without its record: kind, date and reference of an invoice could tell whose it was. */
const asAnswerLine = (line: CertifiedLine & Partial<KeptLine>): AnswerLine => ({
  record: null,
  holds: [],
  keepUntil: null,
  ...line,
});
