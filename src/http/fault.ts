import { stateOf } from './database-errors.js';

export interface Fault {
  /** Class of the error and, from the database or the system, its code. */
  readonly name: string;
  /** Where it happened, without the message: messages quote values. */
  readonly frames: string;
}

const FRAME = /^ {4}at \S.*(?::\d+:\d+\)?|\(<anonymous>\)|\(native\)|index \d+\))$/;

/** What may be logged of an error. */
export function faultOf(error: unknown): Fault {
  if (!(error instanceof Error)) return { name: `thrown ${typeof error}`, frames: '' };
  const state = stateOf(error);
  return {
    name: state ? `${error.constructor.name} ${state}` : error.constructor.name,
    frames: frames(error),
  };
}

/** The stack begins with the message, which may itself have lines that look like frames. */
function frames(error: Error): string {
  const stack = error.stack ?? '';
  const message = stack.indexOf(error.message);
  return stack
    .slice(message < 0 ? 0 : message + error.message.length)
    .split('\n')
    .filter((line) => FRAME.test(line))
    .join('\n');
}
