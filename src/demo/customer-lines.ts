import type { InventedPerson } from './invented-people.js';
import type { Line, RegisterFiles } from './register-files.js';

interface Billing {
  readonly status?: 'open' | 'paid' | 'credited' | 'written-off' | 'in-collection';
  readonly order?: string;
  readonly dueOn?: string;
}

const OWN = ['name', 'email', 'phone', 'postalAddress', 'organisation'] as const;
type Own = (typeof OWN)[number];

/** Writes the lines of one customer: the customer, then records whose references follow from the customer number. */
export class CustomerLines {
  private records = 0;
  private line: Line = {};

  constructor(
    private readonly files: RegisterFiles,
    readonly customerNumber: string,
    readonly person: InventedPerson,
  ) {}

  customer(personType: 'consumer' | 'contact-person', own: readonly Own[], more: Line = {}): this {
    const data = Object.fromEntries(own.map((column) => [column, this.person[column]]));
    this.line = { customerNumber: this.customerNumber, personType, ...data, ...more };
    this.files.add('customers', this.line);
    return this;
  }

  consumer(more: Line = {}): this {
    return this.customer('consumer', ['name', 'email', 'phone', 'postalAddress'], more);
  }

  contactPerson(more: Line = {}): this {
    return this.customer('contact-person', ['name', 'email', 'phone', 'organisation'], more);
  }

  /** The relationship has ended, as a later file will say. */
  ends(facts: Line): void {
    this.files.ended.push({ ...this.line, ...facts });
  }

  /** They have left the organisation, as a file says once their records are in: from that day a purge may come. */
  leaves(contactRoleEnd: string): this {
    this.files.left.push({ ...this.line, contactRoleEnd });
    return this;
  }

  order(date: string, more: Line = {}): string {
    return this.record('orders', 'T', date, { description: 'toimitettu', total: '80.00', ...more });
  }

  /** Dated, booked and due within the same weeks; only what is unpaid has a balance. */
  invoice(date: string, { status = 'paid', order, dueOn = date }: Billing = {}): string {
    const balance = status === 'open' || status === 'in-collection' ? '120.00' : '0.00';
    const billed = order === undefined ? {} : { orderReference: order };
    return this.record('invoices', 'L', date, {
      bookedOn: date,
      dueOn,
      balance,
      status,
      total: '120.00',
      ...this.buyer(),
      ...billed,
    });
  }

  creditNote(date: string): string {
    return this.record('credit-notes', 'H', date, { bookedOn: date, total: '-120.00', ...this.buyer() });
  }

  receipt(date: string): string {
    return this.record('receipts', 'K', date, { bookedOn: date, total: '40.00', ...this.buyer() });
  }

  record(kind: Parameters<RegisterFiles['add']>[0], letter: string, date: string, more: Line = {}): string {
    this.records += 1;
    const reference = `${letter}-${this.customerNumber}-${this.records}`;
    this.files.add(kind, { customerNumber: this.customerNumber, reference, date, ...more });
    return reference;
  }

  disclosed(recipient: string, ground: string, disclosedOn: string): void {
    const { customerNumber } = this;
    this.files.add('disclosures', {
      customerNumber,
      recipient,
      ground,
      disclosedOn,
      categories: 'name|postal-address|invoice',
    });
  }

  private buyer(): Line {
    return { buyerName: this.person.name, buyerAddress: this.person.postalAddress };
  }
}
