import { legalDate } from '../clock.js';
import type { DatumValue } from '../customers/person-file.js';
import type { Category, Language } from '../domain/category.js';
import { dateIn, timeIn } from '../i18n/dates.js';
import { textsIn } from '../i18n/texts.js';
import type { AccessCover, AccessDatum } from './copy-document.js';
import { authorityContacts } from './letter-sections.js';
import { type Block, heading, paragraph, subheading } from '../paper/paper.js';
import { paperHtml } from '../paper/paper-html.js';
import { type ShownSystem, systemSections } from './system-parts.js';
import { capitalised, recordLabel } from './wording.js';

/** A category on the first page: its rows, or how many pages of its own it fills. */
export interface ShownCategory {
  readonly category: Category;
  readonly rows: readonly AccessDatum[];
  readonly pages: number;
}

/** Where a page of data stands in its category. */
export interface DataPagePlace {
  readonly category: Category;
  /** From one. */
  readonly number: number;
  readonly of: number;
}

/** All pages of a category are linked where they are so few; of more the first ones and the last. */
const LINKED_PAGES = 12;

/** The same as the document beside it, for reading. */
export function copyPage(
  cover: AccessCover,
  shown: readonly ShownCategory[],
  { sameIn, systems, files }: { sameIn: string; systems: readonly ShownSystem[]; files: readonly string[] },
): string {
  return onPaper(cover, [
    ...opening(cover, sameIn),
    ...summary(cover),
    ...dataSections(cover, shown),
    ...systemSections(systems, cover.language),
    ...fileSection(cover, files),
    ...useSections(cover),
    ...standingSections(cover),
  ]);
}

/** One of several pages of a category. */
export function dataPage(cover: AccessCover, place: DataPagePlace, rows: readonly AccessDatum[]): string {
  const t = textsIn(cover.language);
  const { category, number, of } = place;
  const to = (page: number) => `${category}-${page}.html`;
  const around = [
    { href: '../index.html', text: t('copyDoc.page.start') },
    ...(number > 1 ? [{ href: to(number - 1), text: t('copyDoc.page.previous') }] : []),
    ...(number < of ? [{ href: to(number + 1), text: t('copyDoc.page.next') }] : []),
  ];
  const name = capitalised(t(`category.${category}`));
  const title = t('copyDoc.page.title', { category: name, number, of });
  const label = t('copyDoc.page.links');
  return onPaper(
    cover,
    [
      { kind: 'links', label, items: around },
      dataTable(rows, cover.language),
      { kind: 'links', label: t('copyDoc.page.linksBelow'), items: around },
    ],
    title,
  );
}

function onPaper(cover: AccessCover, blocks: readonly Block[], title?: string): string {
  const { language, controller, preparedOn } = cover;
  const t = textsIn(language);
  return paperHtml({
    language,
    subject: t('copyTitle'),
    title: title ?? t('copyTitle'),
    sender: [controller.name, ...controller.contacts],
    addressee: null,
    date: dateIn(language, preparedOn),
    blocks,
  });
}

function opening(cover: AccessCover, sameIn: string): Block[] {
  const { language, register, reference, customerNumber, confirmation } = cover;
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

/** What is held and until when at one glance, before the data themselves. */
function summary({ language, categories }: AccessCover): Block[] {
  if (categories.length === 0) return [];
  const t = textsIn(language);
  return [
    heading(t('copyDoc.summary')),
    {
      kind: 'table',
      columns: [t('copyDoc.category'), t('copyDoc.count'), t('copyDoc.storage')],
      rows: categories.map(({ text, count, storage }) => [text, String(count), storage]),
    },
  ];
}

function dataSections(cover: AccessCover, shown: readonly ShownCategory[]): Block[] {
  const { language, omitted, categories } = cover;
  const t = textsIn(language);
  const tables = shown.flatMap((each): Block[] => {
    const { text = '', count = 0 } = categories.find(({ code }) => code === each.category) ?? {};
    const below = each.pages === 0 ? [dataTable(each.rows, language)] : pagedSection(each, count, language);
    return [subheading(text), ...below];
  });
  const left = omitted.map(({ category, reason }) => `${t(`category.${category}`)}: ${reason}`);
  return [
    heading(t('copyDoc.data')),
    ...tables,
    ...(left.length > 0 ? [heading(t('copyDoc.omitted')), { kind: 'list', items: left } as const] : []),
  ];
}

/** The reader sees at once that there is more, how much, and where all of it is. */
function pagedSection({ category, pages }: ShownCategory, count: number, language: Language): Block[] {
  const t = textsIn(language);
  const numbers = Array.from({ length: pages }, (_, index) => index + 1);
  const linked = numbers.filter(
    (number) => pages <= LINKED_PAGES || number < LINKED_PAGES || number === pages,
  );
  const items = linked.map((number) => ({
    href: `pages/${category}-${number}.html`,
    text: t('copyDoc.page', { number }),
  }));
  const label = t('copyDoc.page.linksOf', { category: t(`category.${category}`) });
  return [
    paragraph(t('copyDoc.paged', { count, pages, file: `${category}.csv` })),
    { kind: 'links', label, items },
  ];
}

/** What other systems hold of the person comes with the copy as it is. */
function fileSection({ language }: AccessCover, files: readonly string[]): Block[] {
  if (files.length === 0) return [];
  const t = textsIn(language);
  const items = files.map((name) => ({ href: name, text: name.replace(/^files\//, '') }));
  return [
    heading(t('copyDoc.files')),
    paragraph(t('copyDoc.files.text')),
    { kind: 'links', label: t('copyDoc.files'), items },
  ];
}

function dataTable(data: readonly AccessDatum[], language: Language): Block {
  const t = textsIn(language);
  const columns = [t('copyDoc.value'), t('copyDoc.origin'), t('copyDoc.basisAndErasure')];
  return { kind: 'table', columns, rows: data.map((datum) => row(datum, language)) };
}

function row(
  {
    value,
    statement,
    record,
    providedBy,
    source,
    obtainedAt,
    replacedAt,
    legalBasis,
    plannedErasure,
  }: AccessDatum,
  language: Language,
) {
  const t = textsIn(language);
  const day = (instant: string) => dateIn(language, legalDate(new Date(instant)));
  const replaced = replacedAt === null ? [] : [t('copyDoc.replaced', { date: day(replacedAt) })];
  const provider = capitalised(providedBy.text);
  return [
    [
      ...valueLines(value),
      ...(statement === null ? [] : [`${t('copyDoc.statement')}: ${statement}`]),
      ...(record ? recordLines(record, language) : []),
    ],
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

function useSections(copy: AccessCover): Block[] {
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

function recipientTable({ language, recipients }: AccessCover): Block {
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

function consentLine(
  { channel, basis, wording, givenOn, withdrawnOn }: AccessCover['consents'][number],
  language: Language,
): string {
  const t = textsIn(language);
  const given = t('copyDoc.consent', {
    channel: capitalised(channel.text),
    basis: basis.text,
    wording,
    date: dateIn(language, givenOn),
  });
  if (withdrawnOn === null) return given;
  return `${given} ${t('copyDoc.consent.withdrawn', { date: dateIn(language, withdrawnOn) })}`;
}

function standingSections(cover: AccessCover): Block[] {
  const { language, restrictions, prohibitions, consents, objection, rights, complaint } = cover;
  const t = textsIn(language);
  const listOrNone = (items: readonly string[]): Block =>
    items.length === 0 ? paragraph(t('copyDoc.nothingInForce')) : { kind: 'list', items };
  return [
    heading(t('copyDoc.restrictions')),
    listOrNone(restrictions),
    heading(t('copyDoc.prohibitions')),
    listOrNone(prohibitions.map(({ text }) => capitalised(text))),
    heading(t('copyDoc.consents')),
    listOrNone(consents.map((consent) => consentLine(consent, language))),
    { kind: 'callout', blocks: [heading(t('objectionRight.title')), paragraph(objection)] },
    heading(t('copyDoc.rights')),
    paragraph(rights.text),
    { kind: 'list', items: rights.list.map(({ text }) => text) },
    paragraph(complaint.text),
    ...authorityContacts({ language }),
    paragraph(complaint.court),
    { kind: 'small', text: t('law.gdprName') },
  ];
}
