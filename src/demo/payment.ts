import { textsIn } from '../i18n/texts.js';
import type { CaseFlow, Reach } from './case-flow.js';
import type { DemoOutput } from './demo-output.js';
import { requireEqual } from './expectation.js';
import type { RegisterSearch } from './purge-checks.js';
import { DemoFailure } from './waiting.js';

/** The open invoice of the debtor, found while the debtor can still be read. */
export async function openInvoice(
  search: RegisterSearch,
): Promise<{ customerId: string; invoiceId: string }> {
  const open = (await search.records('debtor', 'invoices')).find(({ status }) => status === 'open');
  if (!open) throw new DemoFailure('the debtor has no open invoice');
  return { customerId: await search.idOf('debtor'), invoiceId: open.id };
}

/** Pays it: the postponed part of the erasure runs by itself and the second letter arrives. @returns the letter's path */
export async function payAndComplete(
  flow: CaseFlow,
  { customerId, invoiceId }: { customerId: string; invoiceId: string },
  { staff, mailbox, waiting }: Reach,
  output: DemoOutput,
): Promise<{ reference: string; secondLetter: string }> {
  const { register } = flow.scenario;
  const { reference } = await flow.read();
  await staff.patch(`/v1/registers/${register}/customers/${customerId}/invoices/${invoiceId}`, {
    status: 'paid',
    balance: '0.00',
  });
  const subject = textsIn(flow.language)('subject.second-letter', { reference });
  const letter = await mailbox.take(
    'the second letter',
    flow.person.email,
    (mail) => mail.subject === subject,
  );
  const secondLetter = await output.letter(`${register}/${reference}-erasure-second-letter`, letter);
  // The letter is handed over after the transaction that erased, never before it.
  await waiting.until('the postponed part of the erasure', async () => {
    const { data } = await flow.timeline();
    return (
      data.some(
        ({ action, details }) => action === 'person.partly-erased' && details.reason === 'hold-ended',
      ) || null
    );
  });
  const found = await staff.post<{ data: unknown[]; restricted: number }>(
    `/v1/registers/${register}/customers/search`,
    { email: flow.person.email },
  );
  requireEqual('the debtor by e-mail address', [found.data.length, found.restricted], [0, 0]);
  return { reference, secondLetter };
}
