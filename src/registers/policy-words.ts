/** Codes whose own letters would not tell a reader what they mean. */
const WORDS: Readonly<Record<string, string>> = {
  notStated: 'not stated',
  true: 'yes',
  false: 'no',
  fi: 'Finnish',
  sv: 'Swedish',
  en: 'English',
  dm: 'direct marketing',
  disclosure_for_dm: 'disclosure for direct marketing',
  list_publication: 'publication in lists',
  'www-address': 'web address',
  'ip-address': 'IP address',
  email: 'e-mail address',
  phone: 'phone number',
  order: 'orders',
  invoice: 'invoices',
  contract: 'contract',
  note: 'notes',
  'service-contact': 'service contacts',
  'web-visit': 'web visits',
  postalCode: 'postal code',
  businessId: 'business ID',
  'calendar-year-end': 'the end of the calendar year',
  'financial-year-end': 'the end of the financial year',
  'relationship-end': 'the end of the customer relationship',
  'contract-end': 'the end of the contract',
  'last-service-contact': 'the last service contact',
  'last-contact': 'the last contact',
  'invoice-booking-date': 'the day the invoice was booked',
  'consent-withdrawal': 'the withdrawal of consent',
  caseFile: 'the file of a closed case',
  packages: 'delivered packages',
  identityEvidence: 'evidence of identity after the decision',
  unverifiedRequests: 'requests nobody confirmed',
  'natural-person': 'natural person',
  calendar: 'the calendar year',
  does: 'does hold',
  may: 'may hold',
};

const CODE = /^[a-z][a-zA-Z0-9]*([-_][a-z0-9]+)*$/;

/** A code in words. */
export function inWords(code: string): string {
  return (
    WORDS[code] ??
    code.replace(/[-_]/g, ' ').replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  );
}

/** A value as a reader sees it: codes and periods in words, text in quotation marks. */
export function said(value: unknown): string {
  if (typeof value === 'boolean') return inWords(String(value));
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(said).join(', ');
  if (typeof value === 'object' && value !== null) return summary(value as Readonly<Record<string, unknown>>);
  const text = String(value);
  if (isPeriod(text)) return periodInWords(text);
  if (WORDS[text] !== undefined || CODE.test(text)) return inWords(text);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : `“${text}”`;
}

/** The gist of a part that comes, goes or takes the place of another. */
function summary(part: Readonly<Record<string, unknown>>): string {
  const { period, anchor, name, kind, country, text, end, fi, en } = part;
  if (typeof period === 'string') return duration(period, anchor);
  if (typeof name === 'string' && kind !== undefined) return `${name} (${said(kind)}, ${String(country)})`;
  if (typeof end === 'string' && part['start'] !== undefined) return `${String(part['start'])} to ${end}`;
  if (typeof text === 'string') return `“${text}”`;
  if (fi !== undefined && en !== undefined) return `“${String(en)}”`;
  if (typeof text === 'object' && text !== null) return summary(text as Readonly<Record<string, unknown>>);
  const parts = Object.entries(part).filter(([key]) => !['cite', 'code', 'category'].includes(key));
  return parts.map(([key, value]) => `${inWords(key)}: ${said(value)}`).join('; ');
}

/** `ten years from the end of the contract`; nothing at all from it is `until` it. */
function duration(period: string, anchor: unknown): string {
  if (typeof anchor !== 'string') return said(period);
  const from = inWords(anchor);
  return /^P(0+[YMWD])+$/.test(period) ? `until ${from}` : `${said(period)} from ${from}`;
}

const isPeriod = (text: string) => /^P(?=\d)(\d{1,5}Y)?(\d{1,5}M)?(\d{1,5}W)?(\d{1,5}D)?$/.test(text);

const UNITS: Readonly<Record<string, string>> = { Y: 'year', M: 'month', W: 'week', D: 'day' };
const NUMBERS = [
  'no',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
] as const;

function periodInWords(period: string): string {
  const parts = [...period.matchAll(/(\d+)([YMWD])/g)].map(([, digits = '', unit = '']) => {
    const count = Number(digits);
    return `${NUMBERS[count] ?? count} ${UNITS[unit]}${count === 1 ? '' : 's'}`;
  });
  return parts.join(' and ');
}
