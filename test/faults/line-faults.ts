import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from './stage.js';

const LINES = ['database', 'queue'] as const;
const WAYS = ['cut', 'half-open'] as const;

const named = (way: string, line: string) => `${way} line to ${line}`;

export const LINE_FAULTS = WAYS.flatMap((way) => LINES.map((line) => named(way, line)));

/** The network between the house and an engine goes away, told or untold, and comes back. */
export const lineFault: Fault = async ({ world, luck }) => {
  const [which, way] = [luck.oneOf(LINES), luck.oneOf(WAYS)];
  const line = which === 'database' ? world.databaseLine : world.queueLine;
  if (way === 'cut') line.cut();
  else line.silence();
  await sleep(100 + luck.below(900));
  line.mend(luck.happens(0.5) ? 'deliver' : 'lose');
  return named(way, which);
};
