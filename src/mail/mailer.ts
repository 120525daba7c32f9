import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import { Config } from '../config/config.js';

export interface Message {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly messageId: string;
}

/** The mail server will never take this message for this address: trying again is of no use. */
export class MailRefused extends Error {}

/** The connection to the mail server. Resolves when the server has accepted the message. */
@Injectable()
export class Mailer implements OnApplicationShutdown {
  private readonly transport: Transporter;

  constructor(private readonly config: Config) {
    this.transport = createTransport({
      url: config.SMTP_URL,
      pool: true,
      maxConnections: 2,
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 30_000,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  /** Throws MailRefused where the server refuses address or message for good. */
  async send(message: Message): Promise<void> {
    try {
      await this.deliver(message);
    } catch (error) {
      // The cause may quote the address and stays behind.
      throw isForGood(error) ? new MailRefused() : error;
    }
  }

  private async deliver(message: Message): Promise<void> {
    await this.transport.sendMail({
      from: this.config.MAIL_FROM,
      to: { name: '', address: message.to },
      subject: message.subject,
      text: message.text,
      html: message.html,
      messageId: message.messageId,
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
  }

  onApplicationShutdown(): void {
    this.transport.close();
  }
}

/** RFC 5321: 5yz to the recipient or to the message itself. One to the sender or the login is ours to mend, and waits. */
function isForGood(error: unknown): boolean {
  const { responseCode = 0, command } = error as { responseCode?: number; command?: string };
  return responseCode >= 500 && responseCode < 600 && (command === 'RCPT TO' || command === 'DATA');
}
