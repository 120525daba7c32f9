import type { CustomerDto } from '../customers/dto/customer.dto.js';
import type { CastName } from './cast.js';
import { requireEqual } from './expectation.js';
import type { GeneratedRegister } from './generate.js';
import type { HttpClient } from './http-client.js';
import type { PurgeWatch, Skipped } from './purge-watch.js';

interface ExpectedPurge {
  readonly register: string;
  /** Who of the cast is gone, beside the crowd's. */
  readonly gone: readonly CastName[];
  readonly skipped: Skipped;
}

const UNASKED = ['ended-yesterday', 'frozen', 'contester'] as const;
const AFTER_ERASURE = { 'open-request': 0, restricted: 1, 'postponed-erasure': 1 } as const;

/** What the schedule does once every relationship that ended is known to have ended. `nummek` is never purged. */
export const PURGES: readonly ExpectedPurge[] = [
  {
    register: 'konttorimix',
    gone: ['ended-yesterday'],
    skipped: { 'open-request': 1, restricted: 2, 'postponed-erasure': 1 },
  },
  { register: 'umacon', gone: UNASKED, skipped: AFTER_ERASURE },
  { register: 'nokopa', gone: UNASKED, skipped: AFTER_ERASURE },
  { register: 'ip-produkter', gone: UNASKED, skipped: { ...AFTER_ERASURE, 'postponed-erasure': 0 } },
];

/** Looks for people as staff would. */
export class RegisterSearch {
  constructor(
    private readonly staff: HttpClient,
    private readonly register: string,
    private readonly cast: GeneratedRegister['cast'],
  ) {}

  /** `found`, `restricted` or `gone`. */
  async whereIs(who: CastName): Promise<string> {
    const { data, restricted } = await this.find(who);
    return data.length > 0 ? 'found' : restricted > 0 ? 'restricted' : 'gone';
  }

  async idOf(who: CastName): Promise<string> {
    return (await this.find(who)).data[0]!.id;
  }

  async read(who: CastName): Promise<CustomerDto> {
    return this.staff.get<CustomerDto>(`${this.path}/${await this.idOf(who)}`);
  }

  async records(who: CastName, kind: string): Promise<{ id: string; status: string | null }[]> {
    const { data } = await this.staff.get<{ data: { id: string; status: string | null }[] }>(
      `${this.path}/${await this.idOf(who)}/${kind}`,
    );
    return data;
  }

  private find(who: CastName): Promise<{ data: { id: string }[]; restricted: number }> {
    return this.staff.post(`${this.path}/search`, { customerNumber: this.cast[who].customerNumber });
  }

  private get path(): string {
    return `/v1/registers/${this.register}/customers`;
  }
}

/** Those that had to go are gone, the voucher stays without its buyer's other data, today's last day is kept. */
export async function checkPurged(
  { register, gone, skipped }: ExpectedPurge,
  generated: GeneratedRegister,
  watch: PurgeWatch,
  search: RegisterSearch,
  mark: string,
): Promise<number> {
  const run = await watch.finishedAfter(mark);
  requireEqual(`persons passed over by the purge of ${register}`, run.report.skipped, skipped);
  const erased = await watch.erasedPersons();
  requireEqual(`persons erased by the purges of ${register}`, erased, generated.goes + gone.length);
  for (const who of gone) requireEqual(`the ${who} of ${register}`, await search.whereIs(who), 'gone');
  requireEqual(`the ended-today of ${register}`, (await search.read('ended-today')).data.length, 4);
  requireEqual(`own data of the voucher-left of ${register}`, (await search.read('voucher-left')).data, []);
  requireEqual(
    `credit notes of the voucher-left of ${register}`,
    (await search.records('voucher-left', 'credit-notes')).length,
    1,
  );
  requireEqual(`the restricter of ${register}`, await search.whereIs('restricter'), 'restricted');
  return erased;
}
