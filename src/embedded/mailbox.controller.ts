import { Controller, Get, Header, Inject, Param, ParseUUIDPipe } from '@nestjs/common';
import { Eta } from 'eta';
import { DomainError } from '../domain/domain-error.js';
import { Public } from '../staff/public.decorator.js';
import type { LocalMailbox, MailboxMessage } from './local-mailbox.js';

export const LOCAL_MAILBOX = Symbol('the local mailbox');

const eta = new Eta({ autoEscape: true });
const HEAD =
  '<!doctype html><html lang="en"><meta charset="utf-8"><title>Mailbox</title><link rel="stylesheet" href="/assets/portal.css">';
const LIST = `${HEAD}<main><h1>Mailbox</h1><p>Mail of this trial service. None of it has left this machine.</p><ul><% it.forEach((mail) => { %>
<li><a href="/mailbox/<%= mail.id %>"><%= mail.subject %></a> to <%= mail.to.join(', ') %>, <%= mail.receivedAt %></li><% }) %></ul></main></html>`;
const MAIL = `${HEAD}<main><h1><%= it.mail.subject %></h1><p>To <%= it.mail.to.join(', ') %>, <%= it.mail.receivedAt %>.
<a href="/mailbox/<%= it.mail.id %>/html">As HTML</a>, <a href="/mailbox">all mail</a></p><pre class="mail"><% it.parts.forEach((part) => { %><% if (part.link) { %><a href="<%= part.text %>"><%= part.text %></a><% } else { %><%= part.text %><% } %><% }) %></pre></main></html>`;

/** The local mailbox in a browser and as JSON. Whoever reaches this machine reads it: for trying out only. */
@Controller('mailbox')
@Public()
export class MailboxController {
  constructor(@Inject(LOCAL_MAILBOX) private readonly mailbox: LocalMailbox) {}

  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  async list(): Promise<string> {
    return eta.renderString(LIST, await this.mailbox.messages());
  }

  @Get('messages')
  async messages(): Promise<{ data: MailboxMessage[] }> {
    return { data: await this.mailbox.messages() };
  }

  @Get(':id')
  @Header('content-type', 'text/html; charset=utf-8')
  async message(@Param('id', ParseUUIDPipe) id: string): Promise<string> {
    const mail = await this.find(id);
    const parts = mail.text.split(/(https?:\/\/\S+)/).map((text, index) => ({ text, link: index % 2 === 1 }));
    return eta.renderString(MAIL, { mail, parts });
  }

  @Get(':id/html')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
  async html(@Param('id', ParseUUIDPipe) id: string): Promise<string> {
    return (await this.find(id)).html ?? '';
  }

  private async find(id: string): Promise<MailboxMessage> {
    const mail = await this.mailbox.message(id);
    if (!mail) throw new DomainError('NOT_FOUND', { what: 'mail' });
    return mail;
  }
}
