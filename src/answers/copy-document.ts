import { isInEea } from '../recipients/european-economic-area.js';
import type { DatumValue } from '../customers/person-file.js';
import type { CalendarDate } from '../domain/calendar-date.js';
import {
  CATEGORIES,
  type Category,
  type Language,
  type LegalBasis,
  type PersonType,
  type Provider,
  PROVIDERS,
  RIGHTS,
  type Right,
} from '../domain/category.js';
import { PERMITTED_GROUNDS } from '../domain/permitted-use.js';
import { DISCLOSURE_GROUNDS } from '../domain/register-policy.js';
import { coversDatum, coversPerson, type RestrictionScope } from '../domain/restriction-scope.js';
import { dateIn } from '../i18n/dates.js';
import { textsIn } from '../i18n/texts.js';
import {
  copiedFacts,
  type CopiedFacts,
  type CopiedPair,
  type CopiedRecord,
  type CopyInput,
} from './copy-input.js';
import { type PlannedErasure, plannedErasures } from './planned-erasure.js';
import { senderLines } from './sender.js';
import { type FromSystem, fromSystem } from './system-parts.js';
import { SUPERVISORY_AUTHORITY } from './supervisory-authority.js';
import { capitalised, reasonOf } from './wording.js';

/** A code of the house and what it says in the language of the copy. */
export interface Named<Code extends string = string> {
  readonly code: Code;
  readonly text: string;
}

export interface AccessDatum {
  readonly category: Category;
  readonly categoryName: string;
  readonly value: DatumValue;
  /** The person's own supplementary statement beside it (Art. 16). */
  readonly statement: string | null;
  readonly record: CopiedRecord | null;
  readonly providedBy: Named<Provider>;
  readonly source: Named;
  readonly obtainedAt: string;
  /** When a newer value replaced this one. */
  readonly replacedAt: string | null;
  /** Codes of `purposes`. */
  readonly purposes: readonly string[];
  readonly legalBasis: Named<LegalBasis>;
  readonly plannedErasure: PlannedErasure;
}

/** A category of which something is held: how much, and until when. */
export interface HeldCategory extends Named<Category> {
  readonly count: number;
  /** Dates or criteria in words, each once; where there are many, the first and the last day. */
  readonly storage: readonly string[];
}

/** `copy.json`: what Art. 15(1) to (3) give a person, about this person and not about customers in general. */
export interface AccessCopy {
  readonly reference: string;
  readonly language: Language;
  readonly preparedOn: CalendarDate;
  readonly confirmation: string;
  readonly controller: { readonly name: string; readonly contacts: readonly string[] };
  readonly register: string;
  readonly customerNumber: string;
  readonly personType: PersonType;
  readonly data: readonly AccessDatum[];
  readonly omitted: readonly { readonly category: Category; readonly reason: string }[];
  readonly purposes: readonly Named[];
  readonly categories: readonly HeldCategory[];
  readonly recipients: readonly {
    readonly name: string;
    readonly disclosedOn: CalendarDate;
    readonly categories: readonly Named<Category>[];
    readonly ground: Named;
    readonly country: string | null;
  }[];
  readonly possibleRecipients: readonly {
    readonly name: string;
    readonly task: string;
    readonly country: string;
  }[];
  readonly transfers: { readonly policy: string; readonly actual: string; readonly safeguards: string };
  readonly sources: readonly Named[];
  readonly rights: { readonly text: string; readonly list: readonly Named<Right>[] };
  readonly complaint: {
    readonly text: string;
    readonly authority: (typeof SUPERVISORY_AUTHORITY)[Language];
    readonly court: string;
  };
  readonly automatedDecisions: { readonly made: boolean | null; readonly text: string };
  readonly reads: readonly { readonly at: string; readonly purpose: Named }[];
  /** What other systems of the controller returned, each in a file of its own. */
  readonly fromSystems: readonly FromSystem[];
  readonly restrictions: readonly string[];
  readonly prohibitions: readonly Named[];
  readonly consents: readonly {
    readonly channel: Named;
    readonly basis: Named;
    readonly wording: string;
    readonly givenOn: CalendarDate;
    readonly withdrawnOn: CalendarDate | null;
  }[];
  /** Art. 21(4): apart from all other information. */
  readonly objection: string;
}

/** Everything but the data, of which there can be more than one value could hold. */
export type AccessCover = Omit<AccessCopy, 'data'>;

export function accessCover(input: CopyInput): AccessCover {
  const { policy, language, at, reference, customerNumber, personType } = input;
  const t = textsIn(language);
  const data = copiedFacts(input);
  const [name = '', ...contacts] = senderLines(policy, language);
  return {
    reference,
    language,
    preparedOn: at,
    confirmation: t('copyDoc.confirmation', { date: dateIn(language, at) }),
    controller: { name, contacts },
    register: policy.registerName[language],
    customerNumber,
    personType,
    omitted: omittedData(input),
    purposes: policy.purposes.map(({ code, text }) => ({ code, text: text[language] })),
    categories: heldCategories(data, input),
    ...flows(input),
    sources: [...new Map(data.map((datum) => [datum.source, datum])).values()].map((datum) =>
      sourceNamed(datum, input),
    ),
    rights: {
      text: t('copyDoc.rights.intro'),
      list: RIGHTS.map((code) => ({ code, text: t(`rightWithLaw.${code}`) })),
    },
    complaint: {
      text: t('remedies.complaint'),
      authority: SUPERVISORY_AUTHORITY[language],
      court: t('remedies.court'),
    },
    automatedDecisions: automatedDecisions(input),
    reads: input.reads.map(({ at: readAt, purpose }) => ({
      at: readAt,
      purpose: purposeNamed(purpose, input),
    })),
    fromSystems: (input.returned ?? []).map(fromSystem),
    restrictions: restrictionsInForce(input),
    prohibitions: input.prohibitions.map((code) => ({ code, text: t(`prohibition.${code}`) })),
    consents: input.consents.map(({ channel, basis, wording, givenOn, withdrawnOn }) => ({
      channel: { code: channel, text: t(`channel.${channel}`) },
      basis: { code: basis, text: t(`consentBasis.${basis}`) },
      wording,
      givenOn,
      withdrawnOn,
    })),
    objection: t('objectionRight.text'),
  };
}

/** How a datum stands in the copy. */
export function accessData(input: CopyInput): (pair: CopiedPair) => AccessDatum {
  const { policy, language } = input;
  const t = textsIn(language);
  const erasureOf = plannedErasures(input);
  const purposes = policy.purposes.map(({ code }) => code);
  return ({ datum, record }) => ({
    category: datum.category,
    categoryName: t(`category.${datum.category}`),
    value: datum.value,
    statement: datum.statement,
    record,
    providedBy: { code: datum.providedBy, text: t(`provider.${datum.providedBy}`) },
    source: sourceNamed(datum, input),
    obtainedAt: datum.obtainedAt.toISOString(),
    replacedAt: datum.supersededAt?.toISOString() ?? null,
    purposes,
    legalBasis: { code: datum.basis, text: t(`basis.${datum.basis}`) },
    plannedErasure: erasureOf(datum),
  });
}

/** More ends than this of one category are told by the first and the last. */
const ENDS_TOLD = 4;

function heldCategories(data: readonly CopiedFacts[], input: CopyInput): HeldCategory[] {
  const { language } = input;
  const erasureOf = plannedErasures(input);
  return CATEGORIES.flatMap((category): HeldCategory[] => {
    const held = data.filter((datum) => datum.category === category);
    if (held.length === 0) return [];
    const ends = [...new Map(held.map(erasureOf).map((end) => [end.text, end])).values()];
    return [{ ...categoryNamed(category, language), count: held.length, storage: storageOf(ends, language) }];
  });
}

function storageOf(ends: readonly PlannedErasure[], language: Language): string[] {
  const days = ends.flatMap(({ lastDay }) => lastDay ?? []).sort();
  if (ends.length <= ENDS_TOLD || days.length < 2) return ends.map(({ text }) => text);
  const [first, last] = [days[0]!, days.at(-1)!].map((day) => dateIn(language, day));
  const open = ends.filter(({ lastDay }) => lastDay === null).map(({ text }) => text);
  return [textsIn(language)('copyDoc.erasure.between', { first: first!, last: last! }), ...open];
}

/** What is left out is named by category and reason, never by value. */
function omittedData({ plan, language }: CopyInput): AccessCopy['omitted'] {
  const left = plan.data.filter(({ outcome }) => outcome !== 'copy');
  const told = left.map((planned) => ({
    category: planned.category,
    reason: reasonOf({ ...planned, record: null, count: 1 }, language).join(' '),
  }));
  return [...new Map(told.map((each) => [JSON.stringify(each), each])).values()];
}

function flows({
  policy,
  language,
  disclosures,
}: CopyInput): Pick<AccessCopy, 'recipients' | 'possibleRecipients' | 'transfers'> {
  const t = textsIn(language);
  const known = new Map(policy.recipients.map((recipient) => [recipient.code, recipient]));
  const recipients = disclosures.map(({ recipient, categories, ground, disclosedOn }) => ({
    name: known.get(recipient)?.name ?? recipient,
    disclosedOn,
    categories: categories.map((code) => categoryNamed(code, language)),
    ground: groundNamed(ground, language),
    country: known.get(recipient)?.country ?? null,
  }));
  const outside = policy.recipients.filter(
    ({ code, country }) => !isInEea(country) && disclosures.some(({ recipient }) => recipient === code),
  );
  const { safeguards, outsideEea } = policy.transfers;
  return {
    recipients,
    possibleRecipients: policy.recipients.map(({ name, text, country }) => ({
      name,
      task: text[language],
      country,
    })),
    transfers: {
      policy: t(`copyDoc.transfers.${outsideEea}`),
      actual:
        outside.length === 0
          ? t('copyDoc.transfers.noneOfYours')
          : t('copyDoc.transfers.some', { names: outside.map(({ name }) => name).join(', ') }),
      safeguards:
        safeguards === 'notStated'
          ? t('copyDoc.safeguards.notStated')
          : t('copyDoc.safeguards', { text: safeguards }),
    },
  };
}

function automatedDecisions({ policy, language }: CopyInput): AccessCopy['automatedDecisions'] {
  const t = textsIn(language);
  const { made } = policy.automatedDecisions;
  if (made === 'notStated') return { made: null, text: t('copyDoc.automated.notStated') };
  return { made, text: t(made ? 'copyDoc.automated.made' : 'copyDoc.automated.notMade') };
}

function restrictionsInForce(input: CopyInput): string[] {
  const { restrictions, language } = input;
  const t = textsIn(language);
  return restrictions.map((restriction) =>
    t('copyDoc.restriction', {
      since: dateIn(language, restriction.since),
      ground: t(`ground.${restriction.ground}`),
      scope: scopeInWords(restriction, input),
    }),
  );
}

/** Single data are told by their categories; each of them says for itself that it is restricted. */
function scopeInWords(scope: RestrictionScope, { data, language }: CopyInput): string {
  if (coversPerson(scope)) return textsIn(language)('copyDoc.restriction.all');
  const categories = scope.data
    ? data.filter((datum) => coversDatum(scope, datum)).map(({ category }) => category)
    : (scope.categories ?? []);
  return [...new Set(categories)].map((code) => categoryNamed(code, language).text).join(', ');
}

function sourceNamed({ source, providedBy }: CopiedFacts, { policy, language }: CopyInput): Named {
  const stated = policy.sources.find(({ code }) => code === source)?.text[language];
  const provider = PROVIDERS.find((code) => code === source) ?? providedBy;
  return { code: source, text: stated ?? capitalised(textsIn(language)(`provider.${provider}`)) };
}

function purposeNamed(purpose: string, { policy, language }: CopyInput): Named {
  const permitted = PERMITTED_GROUNDS.find((ground) => ground === purpose);
  const stated = policy.purposes.find(({ code }) => code === purpose)?.text[language];
  const text = permitted && textsIn(language)(`copyDoc.permittedUse.${permitted}`);
  return { code: purpose, text: stated ?? text ?? purpose };
}

function groundNamed(ground: string, language: Language): Named {
  const known = DISCLOSURE_GROUNDS.find((code) => code === ground);
  return { code: ground, text: known ? textsIn(language)(`disclosureGround.${known}`) : ground };
}

const categoryNamed = (code: Category, language: Language) => ({
  code,
  text: textsIn(language)(`category.${code}`),
});
