import { addCollection } from './crowd.js';
import type { CustomerLines } from './customer-lines.js';
import type { RegisterTraits } from './register-traits.js';

/** Writes what the register holds of somebody with a part in the demo. @returns a record reference they can prove themselves with */
type Part = (lines: CustomerLines, traits: RegisterTraits) => string | void;

/** Everybody with a part, by what becomes of them. All are in every register; not all act in all of them. */
export const CAST = {
  /** Wants to know what is held. */
  asker(lines, traits) {
    const bank = traits.holds('bank-account') ? { bankAccount: 'FI21 0000 0000 0000 00' } : {};
    lines.consumer({ note: 'soittaa iltapäivisin', marketingProfile: 'segmentti B', ...bank });
    const order = lines.order('2025-06-01');
    if (traits.holds('web-visit')) lines.record('web-visits', 'V', '2025-06-01', { ipAddress: '192.0.2.7' });
    lines.record('service-contacts', 'P', '2025-06-09', { description: 'kysyi laskusta' });
    return lines.invoice('2025-06-02', { order });
  },
  /** Has moved. */
  mover(lines) {
    lines.consumer();
  },
  /** Has moved, and wants the old address off the invoice of a closed financial year, too. */
  'mover-with-voucher'(lines) {
    lines.consumer();
    lines.invoice('2024-03-04');
  },
  /** Wants the data kept but not used. */
  restricter(lines) {
    lines.consumer({ marketingProfile: 'segmentti A' });
    lines.order('2025-02-03');
  },
  /** Takes the own data elsewhere. */
  porter(lines) {
    lines.consumer({ marketingProfile: 'kanta-asiakas' });
    lines.invoice('2026-01-20', { order: lines.order('2026-01-15') });
  },
  objector(lines) {
    lines.consumer({ marketingProfile: 'segmentti A' });
  },
  /** Owes one invoice, has paid another, and a third has served its time. */
  debtor(lines) {
    lines.consumer({
      billingDetails: 'verkkolasku 003700000001',
      note: 'soittaa iltaisin',
      marketingProfile: 'segmentti A',
    });
    lines.invoice('2026-10-15', { status: 'open', dueOn: '2026-11-14', order: lines.order('2026-10-14') });
    lines.invoice('2020-05-03');
    lines.invoice('2019-02-10', { order: lines.order('2019-02-09') });
    lines.order('2025-08-08');
  },
  /** Has an invoice at the collection agency. */
  collected(lines) {
    lines.consumer({ marketingProfile: 'segmentti B' });
    lines.invoice('2026-08-03', { status: 'in-collection', order: lines.order('2026-08-01') });
    addCollection(lines, '2026-11-02');
  },
  /** Bought once, without a voucher that still counts. */
  'past-buyer'(lines) {
    lines.consumer({ note: 'noutaa itse' });
    lines.order('2024-04-04');
    lines.invoice('2018-04-05');
  },
  'active-contact'(lines) {
    lines.contactPerson({ consentEmail: 'yes' });
  },
  /** Left the organisation; the name stays on this year's voucher. */
  'former-contact'(lines) {
    lines.contactPerson().leaves('2026-10-31');
    lines.invoice('2026-09-01');
  },
  /** No e-mail address: writes letters and gets letters. */
  'letter-writer'(lines) {
    lines.customer('consumer', ['name', 'phone', 'postalAddress']);
    lines.receipt('2020-08-08');
  },
  /** The period ran out yesterday. */
  'ended-yesterday'(lines, { tenYears }) {
    const contacts = {
      contractEnd: '2025-06-30',
      lastServiceContact: '2025-09-15',
      lastContact: '2025-11-03',
    };
    lines.consumer().ends(tenYears ? { relationshipEnd: '2016-11-19' } : contacts);
    lines.order('2015-03-03');
  },
  /** Today is the last day of the period. */
  'ended-today'(lines, traits) {
    lines.consumer().ends(traits.relationshipEnd(traits.tenYears ? '2016-11-20' : '2026-11-20'));
  },
  /** The period has run out, but a credit note was booked in 2021. */
  'voucher-left'(lines, traits) {
    lines.consumer().ends(traits.relationshipEnd(traits.tenYears ? '2016-11-19' : '2021-05-05'));
    lines.creditNote('2021-05-05');
  },
  /** The period runs out while a request of theirs is open. */
  frozen(lines, traits) {
    lines.consumer().ends(traits.relationshipEnd('2016-11-19'));
  },
  /** The period runs out while they contest what is held, and then they have it restricted. */
  contester(lines, traits) {
    lines.consumer().ends(traits.relationshipEnd('2016-11-19'));
  },
} as const satisfies Record<string, Part>;

export type CastName = keyof typeof CAST;
