import { isCalendarDate } from '../domain/calendar-date.js';
import { deadline } from '../domain/deadline.js';
import { DomainError } from '../domain/domain-error.js';
import { BadInput } from './bad-input.js';

interface Options {
  readonly asked?: string;
  readonly answered?: string;
  readonly extendedOn?: string;
  readonly json?: boolean;
}

/** `suoja deadline`: one line, or one element, per day of receipt. Needs no database. */
export function printDeadlines(received: string[], { asked, answered, extendedOn, json }: Options): void {
  const named = { '--asked': asked, '--answered': answered, '--extended-on': extendedOn };
  for (const [name, date] of Object.entries(named)) {
    if (date !== undefined && !isCalendarDate(date))
      throw new BadInput(`${name} must be a real date, YYYY-MM-DD`);
  }
  const wrong = received.findIndex((date) => !isCalendarDate(date));
  if (wrong >= 0) throw new BadInput(`received ${wrong + 1} must be a real date, YYYY-MM-DD`);
  if (answered !== undefined && asked === undefined) throw new BadInput('--answered needs --asked');
  const counted = received.map((day) => count({ received: day, asked, answered, extendedOn }));
  if (json) console.log(JSON.stringify(counted, null, 2));
  else for (const { explanation } of counted) console.log(explanation.join('\n'), '\n');
}

function count(clock: {
  received: string;
  asked: string | undefined;
  answered: string | undefined;
  extendedOn: string | undefined;
}) {
  const given = Object.fromEntries(
    Object.entries(clock).filter(([, date]) => date !== undefined),
  ) as unknown as Parameters<typeof deadline>[0];
  try {
    return deadline(given);
  } catch (error) {
    if (error instanceof DomainError) throw new BadInput(error.message);
    throw error;
  }
}
