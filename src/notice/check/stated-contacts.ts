import { isBusinessId } from '../../domain/business-id.js';
import { CONTACT_FIELDS, type ContactField } from '../../domain/register-policy.js';
import type { Clause } from './clauses.js';
import type { PublishedNotice } from './published-notice.js';

const FORM =
  'Oy Ab|Oyj Abp|Oyj|Abp|Oy|Ab|AB|OY|Ky|Kb|Ay|Tmi|T:mi|ry|rf|r\\.y\\.|r\\.f\\.|osk|Osuuskunta|Andelslag|säätiö|Stiftelse|Ltd|Limited|LLC|GmbH|Inc|Plc|kunta|kaupunki|yhdistys|seurakunta';
const COMPANY = new RegExp(
  `(?:^|[\\s:,])((?:[\\p{Lu}\\d][\\p{L}\\d&.'’-]{0,40} ){1,5}(?:${FORM}))(?![\\p{L}])`,
  'u',
);
const FORM_FIRST = /(?:^|[\s:,])((?:Oy|Ab|Tmi|Osuuskunta|Ab Oy) (?:[\p{Lu}\d][\p{L}\d&.'’-]{0,40} ?){1,4})/u;

const STREET =
  /\p{Lu}[\p{L}'’-]{1,40}(?:katu|tie|kuja|polku|väylä|bulevardi|ranta|aukio|tori|kaari|rinne|raitti|vägen|gatan|gränden|stigen|stranden|allén|street| Street| Road| road| Avenue) \d{1,4}(?: [A-Z](?!\p{L})(?: [1-9]\d{0,2}(?![\d-]))?)?/u;
const POSTCODE = /(?<![\d+])(\d{5}) (\p{Lu}[\p{L}-]{1,30})/u;
const PHONE = /(?:\+\d{2,3}[ \d-]{6,16}\d|(?<![\d-])0\d{1,2}[ \d-]{5,14}\d)/;
const MAILBOX = /[^\s@<>()]{1,64}(?:@|\(at\)|\[at\])[^\s@<>()]{1,100}/;
const BUSINESS_ID = /(?<!\d)(\d{7}-\d)(?!\d)/;

export interface StatedContact {
  readonly company: string | null;
  readonly street?: string;
  readonly postalCode?: string;
  readonly city?: string;
  readonly businessId?: string;
  /** As published: they may be a person's. */
  readonly phone?: string;
  readonly email?: string;
  /** Which fields the notice fills. */
  readonly given: readonly ContactField[];
}

export function statedContact(notice: PublishedNotice, clause: Clause): StatedContact {
  const text = notice.published(clause);
  const street = STREET.exec(text)?.[0];
  const [, postalCode, city] = POSTCODE.exec(text) ?? [];
  const id = BUSINESS_ID.exec(text)?.[1];
  const businessId = id && isBusinessId(id) ? id : undefined;
  const phone = PHONE.exec(text.replace(BUSINESS_ID, ''))?.[0];
  const email = MAILBOX.exec(text)?.[0].replace(/[.,;:]+$/, '');
  const present: Record<ContactField, boolean> = {
    street: street !== undefined,
    postalCode: postalCode !== undefined,
    city: city !== undefined,
    phone: phone !== undefined,
    email: email !== undefined,
    businessId: businessId !== undefined,
  };
  return {
    company: companyIn(text),
    ...(street && { street }),
    ...(postalCode && { postalCode }),
    ...(city && { city }),
    ...(businessId && { businessId }),
    ...(phone && { phone }),
    ...(email && { email }),
    given: CONTACT_FIELDS.filter((field) => present[field]),
  };
}

const companyIn = (text: string) => (COMPANY.exec(text) ?? FORM_FIRST.exec(text))?.[1]?.trim() ?? null;

/** Art. 13(1)(a): a name alone reaches nobody. */
export function missingContact(notice: PublishedNotice): boolean {
  if (!notice.isFilled('controller')) return false;
  const { given } = statedContact(notice, 'controller');
  return (
    !given.some((field) => field !== 'businessId') &&
    !/https?:|www\.|osoite|adress|address|@/.test(notice.text('controller'))
  );
}

/**
 * A first and a last name where the business should stand: no form of company, and the same two words open the clause
 * on the contact person or make up the mailbox.
 */
export function namesNaturalPerson(notice: PublishedNotice): boolean {
  const text = notice.published('controller');
  const [, first, last] = /^(\p{Lu}[\p{Ll}-]{1,30}) (\p{Lu}[\p{Ll}-]{1,30})(?!\p{L})/u.exec(text) ?? [];
  if (!first || !last || companyIn(text) !== null) return false;
  const mailbox = (MAILBOX.exec(text)?.[0] ?? '').toLowerCase();
  return (
    notice.published('contactPerson').startsWith(`${first} ${last}`) ||
    mailbox.startsWith(`${first}.${last}`.toLowerCase())
  );
}

/** The part of a mailbox that names the house, for want of a company name. */
export function mailDomainIn(notice: PublishedNotice): string | null {
  return /@([a-z0-9-]{2,40})\.[a-z]{2,}/.exec(notice.text('controller', 'contactPerson'))?.[1] ?? null;
}

const FULL_NAME = /(?:^|[\n,;:] ?)\p{Lu}[\p{Ll}-]{1,30} \p{Lu}[\p{Ll}-]{1,30}(?!\p{L})/u;

/** A first and a last name stand in the clause, beside those of the company, its street and its town. */
export function namesSomebody(notice: PublishedNotice, clause: Clause): boolean {
  const text = notice.published(clause);
  const rest = [companyIn(text) ?? '', STREET.exec(text)?.[0] ?? '', POSTCODE.exec(text)?.[0] ?? ''].reduce(
    (left, known) => left.replace(known, ''),
    text,
  );
  return FULL_NAME.test(rest.trim());
}
