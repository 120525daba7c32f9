import type { Effect } from '../customers/erasure.js';
import type { Plan, PlannedDatum } from '../domain/plan.js';
import type { DecidedDto, OnlyUnderDto, PurgeForecastDto } from './dto/simulation.dto.js';

/** Enough to look some up; the counts are complete. */
const MOST_IDS = 200;

/** What becomes of one person in a purge; `null` under a policy that states no retention. */
export type Fate = { readonly plan: Plan; readonly effect: Effect } | null;

/** Counts what a purge does under one policy, person by person. */
export class PurgeForecast {
  private readonly decided = new Decided();
  private readonly holds = new Map<string, number>();
  private readonly goes = new Ids();
  private readonly held = new Ids();
  private persons = 0;
  private records = 0;

  constructor(private readonly purges: boolean) {}

  add(fate: Fate): void {
    if (fate === null) return;
    const { plan, effect } = fate;
    // Nobody is erased of whom nothing goes.
    if (effect.gone.size > 0) {
      this.persons += effect.person ? 1 : 0;
      this.records += effect.emptied.length;
    }
    for (const datum of plan.data) {
      this.decided.add(datum);
      if (effect.gone.has(datum.datum)) this.goes.add(datum.datum);
      if (datum.rule.startsWith('hold.')) this.hold(datum);
    }
  }

  result(): PurgeForecastDto {
    const by = [...this.holds].map(([hold, data]) => ({ hold, data })).sort((a, b) => order(a.hold, b.hold));
    return {
      purges: this.purges,
      persons: this.persons,
      data: this.goes.count,
      records: this.records,
      ids: this.goes.first,
      decided: this.decided.result(),
      held: { data: this.held.count, by, ids: this.held.first },
    };
  }

  private hold({ datum, holds }: PlannedDatum): void {
    this.held.add(datum);
    for (const code of holds) this.holds.set(code, (this.holds.get(code) ?? 0) + 1);
  }
}

/** Counts what goes under one policy and stays under the other. */
export class OnlyUnder {
  private readonly decided = new Decided();
  private readonly ids = new Ids();
  private persons = 0;

  add(one: Fate, other: Fate): void {
    if (one === null) return;
    const stays = [...one.effect.gone].filter((id) => !other?.effect.gone.has(id));
    if (stays.length === 0) return;
    this.persons += 1;
    const plans = new Map(other?.plan.data.map((datum) => [datum.datum, datum]));
    for (const id of stays) {
      this.ids.add(id);
      const planned = plans.get(id);
      if (planned) this.decided.add(planned);
    }
  }

  result(): OnlyUnderDto {
    return {
      persons: this.persons,
      data: this.ids.count,
      decided: this.decided.result(),
      ids: this.ids.first,
    };
  }
}

class Ids {
  readonly first: string[] = [];
  count = 0;

  add(id: string): void {
    this.count += 1;
    if (this.first.length < MOST_IDS) this.first.push(id);
  }
}

class Decided {
  private readonly counts = new Map<string, DecidedDto>();

  add({ rule, category, outcome }: PlannedDatum): void {
    const key = `${rule} ${category} ${outcome}`;
    const counted = this.counts.get(key);
    if (counted) counted.data += 1;
    else this.counts.set(key, { rule, category, outcome, data: 1 });
  }

  result(): DecidedDto[] {
    return [...this.counts].sort(([a], [b]) => order(a, b)).map(([, decided]) => decided);
  }
}

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
