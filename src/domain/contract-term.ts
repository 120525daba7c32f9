import type { CalendarDate } from './calendar-date.js';
import { type Facts, isMissing, type MissingFact, type RecordFacts, stated, statusOf } from './facts.js';

/** How a person's contracts end: the known last days, and whether one in force has none. */
export interface ContractEnds {
  readonly ends: readonly CalendarDate[];
  readonly openEnded: boolean;
}

/**
 * Whether a contract binds at `at`: not closed, and not past its last day where it has one. Facts that give a contract no
 * end of its own mean the person's; one of which no status is kept binds until its end.
 */
export function isInForce(
  contract: RecordFacts,
  { person }: Pick<Facts, 'person'>,
  at: CalendarDate,
): boolean | MissingFact {
  const status = contract.status === null ? 'open' : statusOf(contract);
  if (isMissing(status)) return status;
  return status === 'open' && (lastDayOf(contract, person) ?? at) >= at;
}

/** The contract's own last day, or the person's where facts give it none; `null` while there is none. */
export const lastDayOf = ({ endsOn }: RecordFacts, person: Facts['person']) =>
  endsOn === undefined ? person.contractEnd : endsOn;

export function contractEnds(facts: Facts, at: CalendarDate): ContractEnds | MissingFact {
  const ofPerson = stated(facts.person.contractEnd, 'person.contractEnd');
  if (isMissing(ofPerson)) return ofPerson;
  const ends = ofPerson === null ? [] : [ofPerson];
  let openEnded = false;
  for (const contract of facts.records.filter(({ kind }) => kind === 'contract')) {
    const inForce = isInForce(contract, facts, at);
    if (isMissing(inForce)) return inForce;
    const lastDay = lastDayOf(contract, facts.person);
    if (lastDay) ends.push(lastDay);
    else openEnded ||= inForce;
  }
  return { ends, openEnded };
}
