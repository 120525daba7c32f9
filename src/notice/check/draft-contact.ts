import { type Contact, CONTACT_FIELDS } from '../../domain/register-policy.js';
import type { PublishedNotice } from './published-notice.js';
import { namesNaturalPerson, namesSomebody, statedContact } from './stated-contacts.js';

/** Mailboxes of an office; any other may be somebody's name. */
const OFFICES = new Set(
  'info mail post posti email office toimisto kontor asiakaspalvelu asiakas kundtjanst kundservice customer customerservice service support help tuki contact kontakt yhteys hello hei hej moi privacy tietosuoja dataskydd gdpr dpo rekisteri register registry registret kirjaamo registrator myynti sales forsaljning laskutus billing invoice faktura hallinto admin administration webmaster tilaukset orders shop kauppa butik'.split(
    ' ',
  ),
);
const INVENTED_PHONE = '010 000 0100';

type Party = 'controller' | 'contactPerson';

/** The company's own number and mailbox stay; a person's give way to invented ones, and so does the name. */
export function draftContact(notice: PublishedNotice, party: Party, name: string, mailbox: string): Contact {
  const stated = statedContact(notice, party);
  const fields = CONTACT_FIELDS.filter((field) => party === 'controller' || field !== 'businessId');
  const given = fields.filter((field) => stated.given.includes(field));
  const values = {
    ...stated,
    phone: isPersonal(notice, party, stated.phone) ? INVENTED_PHONE : plain(stated.phone),
    email: isOffice(stated.email) ? stated.email : mailbox,
  };
  return {
    name,
    ...Object.fromEntries(given.map((field) => [field, values[field]])),
    notStated: fields.filter((field) => !given.includes(field)),
  };
}

/** A number is taken for a person's when anything beside it is: name, mailbox, or the row of a named contact person. */
function isPersonal(notice: PublishedNotice, party: Party, phone: string | undefined): boolean {
  if (phone === undefined || namesNaturalPerson(notice) || standsByAPerson(notice, party, phone)) return true;
  const contact = statedContact(notice, 'contactPerson').phone;
  return (
    contact !== undefined &&
    national(contact) === national(phone) &&
    standsByAPerson(notice, 'contactPerson', contact)
  );
}

function standsByAPerson(notice: PublishedNotice, party: Party, phone: string): boolean {
  const { email } = statedContact(notice, party);
  if (namesSomebody(notice, party)) return true;
  return email !== undefined && !isOffice(email) && (isFullName(email) || isMobile(phone));
}

function isOffice(mailbox: string | undefined): boolean {
  const [local = '', domain, ...more] = mailbox?.toLowerCase().split('@') ?? [];
  const parts = local.split(/[._+-]/);
  return (
    domain !== undefined &&
    /^[^\s@]+\.[^\s@.]+$/.test(domain) &&
    more.length === 0 &&
    parts.every((part) => OFFICES.has(part))
  );
}

const isFullName = (mailbox: string) => /^\p{L}+[._]\p{L}+@/u.test(mailbox);
const isMobile = (phone: string) => /^0(?:4|50)/.test(national(phone));
const national = (phone: string) => phone.replace(/^\+358[ ()0-]{0,3}/, '0').replace(/\D/g, '');
const plain = (phone = '') => phone.replace(/[^\d+]+/g, ' ').trim();
