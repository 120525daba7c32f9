import { Injectable } from '@nestjs/common';
import type { AnsweredTransmission } from '../answers/answer.js';
import type { AttachedPart } from '../answers/attached-files.js';
import type { CopiedDatum, CopyInput } from '../answers/copy-input.js';
import { keepAccessCopy, keepPortableCopy, type PageKeeper } from '../answers/keeping-copy.js';
import type { KeptCopy } from '../answers/kept-copy.js';
import { type AnsweredRedaction, redactedDatum, type Redaction } from '../answers/redaction.js';
import { systemParts } from '../answers/system-parts.js';
import { Clock, legalDate } from '../clock.js';
import { PersonFiles } from '../customers/person-file.js';
import { valuesOf } from '../customers/person-values.js';
import { keepPackage } from '../delivery/keep-package.js';
import { answeredTransmission, nameOf, Transmissions } from '../delivery/transmissions.js';
import { addDays } from '../domain/calendar-date.js';
import type { Category } from '../domain/category.js';
import { Links } from '../identity/links.js';
import { type Decision, decisionPlace } from './case-file.js';
import { CopyInputs } from './copy-inputs.js';
import type { Carried, Carrying } from './fulfilment.js';

/** Puts the values of a person into pages, once. */
type Keeping = (
  input: CopyInput,
  values: AsyncIterable<readonly CopiedDatum[]>,
  keeper: PageKeeper,
  attached: readonly AttachedPart[],
) => Promise<KeptCopy>;

/** Art. 15 and Art. 20: makes the copy and keeps it, sealed under the key of the case, for the policy's period. */
@Injectable()
export class Copying {
  constructor(
    private readonly inputs: CopyInputs,
    private readonly files: PersonFiles,
    private readonly links: Links,
    private readonly transmissions: Transmissions,
    private readonly clock: Clock,
  ) {}

  async access(work: Carrying): Promise<Carried> {
    const { id, redactions } = await this.keep(work, keepAccessCopy);
    const copy = await this.link(work, id);
    if (redactions.length === 0) return { state: 'fulfilled', copy };
    return { state: 'partly-fulfilled', copy, redactions };
  }

  /**
   * Only what the person provided under consent or contract; when that is nothing, the access copy is offered instead.
   * `null` while the copy is on its way to another controller: the answer tells what became of that.
   */
  async portability(work: Carrying): Promise<Carried | null> {
    if (!work.plan.data.some(({ outcome }) => outcome === 'copy')) {
      return { state: 'refused', refusal: { reasons: ['no-right-under-basis'], text: null } };
    }
    const { tx, opened, item } = work;
    const to = opened.file.transmitTo;
    const declined = decisionOf(work)?.transmissionDeclined;
    if (to === undefined || declined !== undefined) {
      const { id, redactions } = await this.keep(work, keepPortableCopy);
      const not = to && { to: nameOf(to), sentOn: null, reason: declined ?? null };
      return this.portable(work, id, redactions, not ?? null);
    }
    const begun = await this.transmissions.of(tx, opened, item);
    if (begun === null) {
      const { id: packageId, redactions } = await this.keep(work, keepPortableCopy);
      await this.transmissions.begin(tx, opened, item, { packageId, to, redactions });
      return null;
    }
    if (begun.row.state === 'queued') return null;
    const { row, sealed } = begun;
    return this.portable(work, row.packageId, sealed.redactions, answeredTransmission(begun));
  }

  private async portable(
    work: Carrying,
    packageId: string,
    redactions: readonly AnsweredRedaction[],
    transmission: AnsweredTransmission | null,
  ): Promise<Carried> {
    const state = redactions.length === 0 ? 'fulfilled' : 'partly-fulfilled';
    return { state, copy: await this.link(work, packageId), redactions, transmission };
  }

  private async link({ tx, opened }: Carrying, packageId: string): Promise<Carried['copy'] & object> {
    const link = await this.links.issue(tx, opened.request.register, 'open-package', packageId);
    // The link's last whole day.
    return { link: link.url, until: addDays(legalDate(link.expiresAt), -1) };
  }

  /** The data as they stand now: what happens to the register later does not change the copy. */
  private async keep(
    work: Carrying,
    make: Keeping,
  ): Promise<{ id: string; redactions: AnsweredRedaction[] }> {
    const { tx, opened, item, returned } = work;
    const { register, id: requestId } = opened.request;
    const redacting = new RedactedValues(work, this.files);
    const input = await this.inputs.of(work);
    const of = { register, requestId, itemId: item.id, createdAt: this.clock.now() };
    const id = await keepPackage(tx, opened.key, of, (keeper) =>
      make(input, redacting.values(), keeper, systemParts(returned)),
    );
    return { id, redactions: redacting.answered };
  }
}

/** A person's values without what in them tells of others, and an account of what was taken out. */
class RedactedValues {
  readonly answered: AnsweredRedaction[] = [];

  constructor(
    private readonly work: Carrying,
    private readonly files: PersonFiles,
  ) {}

  async *values(): AsyncGenerator<CopiedDatum[]> {
    const { tx, opened, plan } = this.work;
    const { file } = this.work.subject;
    const { language } = opened.request;
    const noted = redactionsOf(this.work);
    const copied = new Set(plan.data.flatMap(({ datum, outcome }) => (outcome === 'copy' ? [datum] : [])));
    const key = await this.files.key(tx, file);
    for await (const batch of valuesOf(tx, key, file.data)) {
      yield batch.map(({ datum, value, statement, thirdParties }) => {
        const marked = thirdParties.map((part) => ({ datumId: datum.id, ...part }));
        const own = [...noted.filter(({ datumId }) => datumId === datum.id), ...marked];
        if (copied.has(datum.id)) this.tell(datum.category, own);
        return redactedDatum({ ...datum, value, statement }, own, language);
      });
    }
  }

  private tell(category: Category, redactions: readonly Redaction[]): void {
    this.answered.push(
      ...redactions.map(({ reason, ground }) => ({ category, reason, ...(ground ? { ground } : {}) })),
    );
  }
}

const redactionsOf = (work: Carrying): readonly Redaction[] => decisionOf(work)?.redactions ?? [];

function decisionOf({ opened, item }: Carrying): Decision | null {
  return item.sealed && opened.key.open<Decision>(decisionPlace(item), item.sealed);
}
