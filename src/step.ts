import { channel } from 'node:diagnostics_channel';

/** Places between which something is half done for others to see: where a crash would hurt most. */
export type Step =
  | 'job.begins'
  | 'job.done'
  | 'commit.before'
  | 'commit.after'
  | 'ledger.before-sync'
  | 'ledger.after-sync'
  | 'nudge.before'
  | 'nudge.after'
  | 'mail.before-handover'
  | 'mail.after-handover'
  | 'notification.before-handover'
  | 'notification.after-handover'
  | 'transmission.before-handover'
  | 'transmission.after-handover';

const steps = channel('suoja:step');

/** Tells whoever listens in this process; in service nobody does. The fault harness (test/faults) ends the process here. */
export const step = (name: Step): void => steps.publish(name);
