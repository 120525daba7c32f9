// Loaded with --import: ends the process by SIGKILL when it has come to a step (src/step.ts) for the n-th time since it
// was told so, and names the step with its last breath.
import { subscribe } from 'node:diagnostics_channel';
import { writeSync } from 'node:fs';

let left = new Map();

process.on('message', ({ abortAt }) => {
  if (abortAt) left = new Map(Object.entries(abortAt));
});

subscribe('suoja:step', (name) => {
  if (!left.has(name)) return;
  left.set(name, left.get(name) - 1);
  if (left.get(name) > 0) return;
  writeSync(2, `\naborted at ${String(name)}\n`);
  process.kill(process.pid, 'SIGKILL');
});
