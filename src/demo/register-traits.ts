import type { Category } from '../domain/category.js';
import type { RegisterPolicy } from '../domain/register-policy.js';
import type { Random } from './random.js';
import type { Line } from './register-files.js';

/** What the generator needs to know of a register, read from its policy. */
export class RegisterTraits {
  private readonly categories: ReadonlySet<Category>;
  /** The relationship's own last day ends it, and ten years follow; else the latest contact does, and nothing follows. */
  readonly tenYears: boolean;

  constructor(policy: RegisterPolicy) {
    this.categories = new Set(policy.categories.map(({ category }) => category));
    this.tenYears = policy.relationshipEnd.latestOf.includes('relationship-end');
  }

  holds(category: Category): boolean {
    return this.categories.has(category);
  }

  /** The facts that say the relationship ended on that day. */
  relationshipEnd(date: string): Line {
    return this.tenYears ? { relationshipEnd: date } : { lastContact: date };
  }

  /** An end that the notice's period has outlived on the day of the demo. */
  endsBeyond(random: Random): string {
    return `${this.tenYears ? random.whole(2010, 2015) : random.whole(2019, 2025)}-06-30`;
  }

  /** An end that the period has not outlived. */
  endsWithin(random: Random): string {
    return this.tenYears ? `${random.whole(2017, 2025)}-06-30` : '2026-11-20';
  }
}
