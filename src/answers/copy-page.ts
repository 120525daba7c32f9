import { legalDate } from '../clock.js';
import type { DatumValue } from '../customers/person-file.js';
import type { Language } from '../domain/category.js';
import { dateIn, timeIn } from '../i18n/dates.js';
import { textsIn } from '../i18n/texts.js';
import type { AccessCopy, AccessDatum } from './copy-document.js';
import { authorityContacts } from './letter-sections.js';
import { type Block, heading, paragraph, subheading } from '../paper/paper.js';
import { paperHtml } from '../paper/paper-html.js';
import { capitalised, recordLabel } from './wording.js';

/** `copy.html`: the same as `copy.json`, for reading. In the archive the two have other names. */
export function copyPage(copy: AccessCopy, sameIn = 'copy.json'): string {
  const { language, controller } = copy;
  const t = textsIn(language);
  return paperHtml({
    language,
    subject: t('copyTitle'),
    title: t('copyTitle'),
    sender: [controller.name, ...controller.contacts],
    addressee: null,
    date: dateIn(language, copy.preparedOn),
    blocks: [
      ...opening(copy, sameIn),
      ...dataSections(copy),
      ...useSections(copy),
      ...standingSections(copy),
    ],
  });
}

function opening(copy: AccessCopy, sameIn: string): Block[] {
  const { language, register, reference, customerNumber, confirmation } = copy;
  const t = textsIn(language);
  const rows = [
    [t('term.register'), register],
    [t('term.reference'), reference],
    [t('copyDoc.customerNumber'), customerNumber],
  ] as const;
  return [
    { kind: 'facts', rows },
    paragraph(confirmation),
    paragraph(t('copyDoc.sameInJson', { file: sameIn })),
  ];
}

function dataSections({ language, data, omitted, categories }: AccessCopy): Block[] {
  const t = textsIn(language);
  const columns = [t('copyDoc.value'), t('copyDoc.origin'), t('copyDoc.basisAndErasure')];
  const tables = categories.flatMap(({ code, text }): Block[] => {
    const rows = data.filter(({ category }) => category === code).map((datum) => row(datum, language));
    return [subheading(text), { kind: 'table', columns, rows }];
  });
  const left = omitted.map(({ category, reason }) => `${t(`category.${category}`)}: ${reason}`);
  return [
    heading(t('copyDoc.data')),
    ...tables,
    ...(left.length > 0 ? [heading(t('copyDoc.omitted')), { kind: 'list', items: left } as const] : []),
  ];
}

function row(
  { value, record, providedBy, source, obtainedAt, replacedAt, legalBasis, plannedErasure }: AccessDatum,
  language: Language,
) {
  const t = textsIn(language);
  const day = (instant: string) => dateIn(language, legalDate(new Date(instant)));
  const replaced = replacedAt === null ? [] : [t('copyDoc.replaced', { date: day(replacedAt) })];
  const provider = capitalised(providedBy.text);
  return [
    [...valueLines(value), ...(record ? recordLines(record, language) : [])],
    [...new Set([provider, source.text]), day(obtainedAt), ...replaced],
    [capitalised(legalBasis.text), plannedErasure.text],
  ];
}

function recordLines(record: NonNullable<AccessDatum['record']>, language: Language): string[] {
  const t = textsIn(language);
  const { dueOn, balance, status } = record;
  return [
    recordLabel(record, language),
    ...(dueOn === null ? [] : [t('copyDoc.dueOn', { date: dateIn(language, dueOn) })]),
    ...(balance === null || Number(balance) === 0
      ? []
      : [t('copyDoc.balance', { amount: language === 'en' ? balance : balance.replace('.', ',') })]),
    ...(status === null ? [] : [capitalised(t(`status.${status}`))]),
  ];
}

function valueLines(value: DatumValue): string[] {
  if (typeof value === 'string') return [value];
  return Object.entries(value).map(
    ([key, part]) => `${key}: ${typeof part === 'string' ? part : JSON.stringify(part)}`,
  );
}

function useSections(copy: AccessCopy): Block[] {
  const {
    language,
    purposes,
    recipients,
    possibleRecipients,
    transfers,
    sources,
    automatedDecisions,
    reads,
  } = copy;
  const t = textsIn(language);
  return [
    heading(t('copyDoc.purposes')),
    ...(purposes.length === 0
      ? [paragraph(t('privacyNotice.purposes.notStated'))]
      : [
          paragraph(t('copyDoc.allPurposes')),
          { kind: 'list' as const, items: purposes.map(({ text }) => text) },
        ]),
    heading(t('copyDoc.sources')),
    { kind: 'list', items: sources.map(({ text }) => text) },
    heading(t('copyDoc.recipients')),
    recipients.length === 0 ? paragraph(t('copyDoc.recipients.none')) : recipientTable(copy),
    heading(t('copyDoc.possibleRecipients')),
    {
      kind: 'table',
      columns: [t('term.recipient'), t('copyDoc.country'), t('copyDoc.what')],
      rows: possibleRecipients.map(({ name, task, country }) => [name, country, task]),
    },
    heading(t('copyDoc.transfers')),
    { kind: 'list', items: [transfers.policy, transfers.actual, transfers.safeguards] },
    heading(t('copyDoc.automated')),
    paragraph(automatedDecisions.text),
    heading(t('copyDoc.reads')),
    reads.length === 0
      ? paragraph(t('copyDoc.reads.none'))
      : {
          kind: 'table',
          columns: [t('copyDoc.reads.at'), t('copyDoc.reads.purpose')],
          rows: reads.map(({ at, purpose }) => [timeIn(language, new Date(at)), purpose.text]),
        },
  ];
}

function recipientTable({ language, recipients }: AccessCopy): Block {
  const t = textsIn(language);
  return {
    kind: 'table',
    columns: [t('term.recipient'), t('term.disclosedOn'), t('copyDoc.categories'), t('copyDoc.ground')],
    rows: recipients.map(({ name, disclosedOn, categories, ground }) => [
      name,
      dateIn(language, disclosedOn),
      categories.map(({ text }) => text).join(', '),
      capitalised(ground.text),
    ]),
  };
}

function standingSections({ language, restrictions, prohibitions, rights, complaint }: AccessCopy): Block[] {
  const t = textsIn(language);
  const listOrNone = (items: readonly string[]): Block =>
    items.length === 0 ? paragraph(t('copyDoc.nothingInForce')) : { kind: 'list', items };
  return [
    heading(t('copyDoc.restrictions')),
    listOrNone(restrictions),
    heading(t('copyDoc.prohibitions')),
    listOrNone(prohibitions.map(({ text }) => capitalised(text))),
    heading(t('copyDoc.rights')),
    paragraph(rights.text),
    { kind: 'list', items: rights.list.map(({ text }) => text) },
    paragraph(complaint.text),
    ...authorityContacts({ language }),
    paragraph(complaint.court),
    { kind: 'small', text: t('law.gdprName') },
  ];
}
