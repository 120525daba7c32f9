import type { CalendarDate } from './calendar-date.js';
import { type Facts, isMissing, type MissingFact, type RecordFacts, stated, statusOf } from './facts.js';

/** How a person's contracts end: the known last days, and whether one in force has none. */
export interface ContractEnds {
  readonly ends: readonly CalendarDate[];
  readonly openEnded: boolean;
}

/** Whether a contract binds at `at`: open, and not past its last day where it has one. */
export function isInForce(contract: RecordFacts, at: CalendarDate): boolean | MissingFact {
  const status = statusOf(contract);
  if (isMissing(status)) return status;
  return status === 'open' && (contract.endsOn ?? at) >= at;
}

export function contractEnds(facts: Facts, at: CalendarDate): ContractEnds | MissingFact {
  const ofPerson = stated(facts.person.contractEnd, 'person.contractEnd');
  if (isMissing(ofPerson)) return ofPerson;
  const ends = ofPerson === null ? [] : [ofPerson];
  let openEnded = false;
  for (const contract of facts.records.filter(({ kind }) => kind === 'contract')) {
    const inForce = isInForce(contract, at);
    if (isMissing(inForce)) return inForce;
    if (contract.endsOn) ends.push(contract.endsOn);
    else openEnded ||= inForce;
  }
  return { ends, openEnded };
}
