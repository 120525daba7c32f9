import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PersonFiles, type Subject } from '../customers/person-file.js';
import type { Category, Right } from '../domain/category.js';
import { Policies } from '../registers/policies.js';
import type { Carrying } from '../requests/fulfilment.js';
import type { DataKey } from '../vault/vault.js';
import { NotificationOutbox } from './notification-outbox.js';
import { addressOf, type Change, type DatumChange, isReachable, knownBy, partiesToTell } from './parties.js';

/** What brought an effect about: an item of a request, or without one what its name would be unique for. */
export type Cause =
  | { readonly requestId: string; readonly itemId: string; readonly causeId?: undefined }
  | { readonly requestId?: undefined; readonly itemId?: undefined; readonly causeId: string };

/** The effect that is told of, seen before it happens: afterwards nobody may be left to tell of. */
export type Effect = Cause & {
  readonly right: Right;
  /** Tells effects of one cause apart: the hash of the plan, or a word for what needs none. */
  readonly planHash: string;
  /** The values are opened only where somebody is told, unless they are at hand. */
  readonly subject: Pick<Subject, 'file'> & Partial<Subject>;
  /** The key of the case, under which notifications are sealed; `null` where there is none: each has its own then. */
  readonly key: DataKey | null;
};

export const effectOfItem = ({ opened, item, plan, subject }: Omit<Carrying, 'returned'>): Effect => ({
  requestId: opened.request.id,
  itemId: item.id,
  right: item.right,
  planHash: plan.planHash,
  subject,
  key: opened.key,
});

/** Writes, in the transaction of the effect, one notification for each party that has to be told (Art. 19). */
@Injectable()
export class RecipientTelling {
  constructor(
    private readonly policies: Policies,
    private readonly files: PersonFiles,
    private readonly outbox: NotificationOutbox,
  ) {}

  async tell(tx: EntityManager, effect: Effect, changes: readonly DatumChange[]): Promise<void> {
    const { file } = effect.subject;
    const policy = this.policies.of(file.customer.register);
    const parties = partiesToTell(policy, file, effect.right, changes);
    if (parties.length === 0) return;
    const key = await this.files.key(tx, file);
    const number = this.files.customerNumber(key, file.customer);
    const values = effect.subject.values ?? this.files.values(key, file.data);
    const valueOf = (category: Category) => {
      const datum = file.data.find(
        (each) => each.category === category && each.recordId === null && each.supersededAt === null,
      );
      const value = datum && values.get(datum.id);
      return typeof value === 'string' ? value : null;
    };
    for (const party of parties) {
      await this.outbox.write(tx, effect, {
        recipient: party.code,
        person: knownBy(party.known, number, valueOf),
        changes: party.changes,
        reachable: isReachable(addressOf(policy, party.code)),
      });
    }
  }
}

/** Data that had one of these outcomes, by category, as changes of one kind. */
export function changed(
  data: readonly { readonly category: Category; readonly datum: string }[],
  change: Exclude<Change['change'], 'corrected' | 'supplemented'>,
): DatumChange[] {
  const ids = new Map<Category, string[]>();
  for (const { category, datum } of data) {
    const known = ids.get(category);
    if (known) known.push(datum);
    else ids.set(category, [datum]);
  }
  return [...ids].map(([category, dataIds]) => ({ category, change, dataIds }));
}
