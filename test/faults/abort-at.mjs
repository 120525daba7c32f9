// Loaded into a process of the service with --import: ends it by SIGKILL when it has come to a step for the n-th time.
// SUOJA_ABORT_AT=commit.after:3 — see src/step.ts for the steps..
import { subscribe } from 'node:diagnostics_channel';

const [step, nth = '1'] = (process.env.SUOJA_ABORT_AT ?? '').split(':');
let left = Number(nth);
if (step)
  subscribe('suoja:step', (name) => {
    if (name === step && --left === 0) process.kill(process.pid, 'SIGKILL');
  });
