import type { MailboxMessage } from '../embedded/local-mailbox.js';
import type { HttpClient } from './http-client.js';
import { shared, type Waiting } from './waiting.js';

type Mail = MailboxMessage;

/** What has arrived by mail, as the people themselves would see it. */
export class Mailbox {
  private readonly arrived: () => Promise<Mail[]>;
  private readonly read = new Set<string>();

  constructor(
    http: HttpClient,
    private readonly waiting: Waiting,
  ) {
    this.arrived = shared(async () => (await http.get<{ data: Mail[] }>('/mailbox/messages')).data);
  }

  /** Takes the mail to this address that fits and was not taken before. */
  take(what: string, address: string, fits: (mail: Mail) => boolean): Promise<Mail> {
    return this.waiting.until(what, async () => {
      const mails = await this.arrived();
      const found = mails.find((mail) => mail.to.includes(address) && !this.read.has(mail.id) && fits(mail));
      if (found) this.read.add(found.id);
      return found ?? null;
    });
  }
}

/** The token of a link in a mail. */
export function tokenIn(mail: Pick<Mail, 'text'>, page: 'verify' | 'package'): string | null {
  return new RegExp(`/${page}/([\\w-]{20,})`).exec(mail.text)?.[1] ?? null;
}

export function referenceIn(mail: Pick<Mail, 'text' | 'subject'>): string | null {
  return /\b[A-Z][A-Z-]*-\d{4}-[0-9A-HJKMNP-TV-Z]{8}\b/.exec(`${mail.subject}\n${mail.text}`)?.[0] ?? null;
}
