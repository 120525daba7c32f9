import { SUPERVISORY_AUTHORITY } from '../../answers/supervisory-authority.js';
import type { NotStated } from '../../domain/register-policy.js';
import type { PublishedNotice } from './published-notice.js';
import { SAYS } from './statements.js';

const CONTACTS = Object.values(SUPERVISORY_AUTHORITY);
const current = CONTACTS.flatMap(({ visiting, post }) => [visiting, post]).join('; ');
const POSTCODES = new Set(current.match(/\d{5}/g));
const NUMBERS = new Set(
  CONTACTS.flatMap(({ switchboard, registry }) => [switchboard, registry].map(national)),
);

/** Streets the authority has left, in both languages. */
const FORMER = /ratapihantie|bangårdsvägen|albertinkatu|albertsgatan/;
const NEAR =
  /(?:tietosuojavaltuutetun toimisto|dataombudsmannens byrå|data protection ombudsman)[\s\S]{0,400}/g;

/** How the notice tells where to complain, compared with what the authority publishes. */
export function complaintContacts(notice: PublishedNotice): 'current' | 'outdated' | NotStated {
  const told = notice.isFilled('complaint') || SAYS.complaint.test(notice.body);
  const addresses = [notice.text('complaint'), ...(notice.body.match(NEAR) ?? [])];
  if (addresses.some(isOutdated)) return 'outdated';
  return told ? 'current' : 'notStated';
}

function isOutdated(text: string): boolean {
  if (!SAYS.authority.test(text)) return false;
  if (FORMER.test(text)) return true;
  const postcodes = [...text.matchAll(/(?<![\d+])(\d{5}),? (?:helsinki|helsingfors)/g)].map(
    ([, code]) => code!,
  );
  if (postcodes.some((code) => !POSTCODES.has(code))) return true;
  // The authority's numbers all begin with 029 56; other numbers may be the controller's own.
  const numbers = text.match(/(?:\+358[ ()0]{0,4}|0)29 ?56[ \d]{5,8}/g) ?? [];
  return numbers.some((number) => !NUMBERS.has(national(number)) && !isFax(text, number));
}

/** The fax number stood on an older page and is no sign of age by itself. */
const isFax = (text: string, number: string) =>
  /f(?:ax|aksi)[^\d]{0,5}$/.test(text.slice(0, text.indexOf(number)).slice(-12));

function national(number: string): string {
  return number.replace(/\+358[ ()0]{0,4}/, '0').replace(/\D/g, '');
}
