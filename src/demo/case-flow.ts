import type { Language, Right } from '../domain/category.js';
import { isFinal } from '../domain/lifecycle.js';
import type {
  LettersDto,
  PlanDto,
  RequestDto,
  RequestItemDto,
  RequestPageDto,
} from '../requests/dto/request.dto.js';
import { requireEqual, requirePlan } from './expectation.js';
import type { CastMember } from './generate.js';
import type { HttpClient } from './http-client.js';
import { type Mailbox, referenceIn, tokenIn } from './mailbox.js';
import type { Scenario } from './scenario.js';
import { DemoFailure, type Waiting } from './waiting.js';

/** The day of the demo, and the last day to answer: a month later is a Sunday (Art. 12(3); Reg. 1182/71 art. 3(4)). */
export const TODAY = '2026-11-20';
export const DUE = '2026-12-21';

/** Rights whose plan every policy has a supervisor approve. */
const APPROVED: readonly Right[] = ['erasure', 'rectification'];

/** Everything the demo reaches: the public side, the mail that arrives, staff and their rights. */
export interface Reach {
  readonly anybody: HttpClient;
  readonly staff: HttpClient;
  readonly supervisor: HttpClient;
  readonly mailbox: Mailbox;
  readonly waiting: Waiting;
}

/** Takes one request through its life, over HTTP and mail alone. */
export class CaseFlow {
  private opened: { readonly id: string; readonly reference: string } | null = null;

  constructor(
    private readonly reach: Reach,
    readonly scenario: Scenario,
    readonly person: CastMember,
  ) {}

  get isFound(): boolean {
    return this.opened !== null;
  }

  get rights(): Right[] {
    return Object.keys(this.scenario.rights) as Right[];
  }

  get language(): Language {
    return this.scenario.language;
  }

  /** What is being waited for, in words without anybody's name. */
  get title(): string {
    const { register, who } = this.scenario;
    return `${register}: ${this.rights.join(' and ')} of the ${who}`;
  }

  /** The public form, then the link of the mail that arrives. */
  async ask(): Promise<void> {
    const { scenario, person } = this;
    const { anybody, mailbox } = this.reach;
    const form = { name: person.name, email: person.email, language: scenario.language, rights: this.rights };
    const also = { ...this.corrections(), ...this.proofs() };
    await anybody.post(`/v1/public/registers/${scenario.register}/requests`, { ...form, ...also }, 202);
    // An objection is in force at once: what arrives is its answer, with a link that takes it back.
    if (this.rights.every((right) => right === 'objection')) return;
    const mail = await mailbox.take(
      `the link of ${this.title}`,
      person.email,
      (each) => tokenIn(each, 'verify') !== null,
    );
    const token = tokenIn(mail, 'verify');
    requireEqual(this.title, await anybody.post('/v1/public/verifications', { token }), {
      status: 'verified',
    });
    await this.find(referenceIn(mail));
  }

  /** A letter that staff record, signed; the person is one they recognise. */
  async recordLetter(): Promise<void> {
    const { staff } = this.reach;
    const { scenario, person } = this;
    const found = await staff.post<{ data: { id: string }[] }>(`${this.path}/customers/search`, {
      customerNumber: person.customerNumber,
    });
    const recorded = await staff.post<RequestDto>(
      `${this.path}/requests`,
      {
        receivedOn: TODAY,
        channel: 'letter',
        language: scenario.language,
        rights: this.rights,
        person: { name: person.name, customerId: found.data[0]?.id },
        evidence: [{ kind: 'signature', value: 'signed by hand' }],
      },
      201,
    );
    this.opened = recorded;
  }

  /** Finds the case by the reference that came by mail. */
  async find(reference: string | null): Promise<void> {
    const { data } = await this.reach.staff.get<RequestPageDto>(`${this.path}/requests?limit=200`);
    const opened = data.find((each) => each.reference === reference);
    if (!opened) throw new DemoFailure(`${this.title}: no case has the reference in the mail`);
    this.opened = opened;
  }

  /** Reads each plan that needs it, compares it and approves it by its hash. */
  async approve(): Promise<void> {
    for (const right of this.rights.filter((each) => APPROVED.includes(each))) {
      const item = await this.awaiting(right);
      const plan = await this.plan(item);
      requirePlan(`plan of ${this.title}`, plan, this.scenario.rights[right]!.data ?? []);
      const { weighing } = this.scenario;
      await this.reach.supervisor.post(`${this.casePath}/approve`, {
        itemId: item.id,
        planHash: plan.planHash,
        ...(weighing && { weighing }),
      });
    }
  }

  /** The case once all its items have been answered. */
  answered(): Promise<RequestDto> {
    return this.reach.waiting.until(`the answer to ${this.title}`, async () => {
      const found = await this.read();
      return found.items.every(({ state }) => isFinal(state)) ? found : null;
    });
  }

  /** Waits until the right stands before a supervisor. */
  awaiting(right: Right): Promise<RequestItemDto> {
    return this.reach.waiting.until(`the plan of ${this.title}`, async () => {
      const { items } = await this.read();
      return items.find((item) => item.right === right && item.state === 'awaiting-approval') ?? null;
    });
  }

  read(): Promise<RequestDto> {
    return this.reach.staff.get<RequestDto>(this.casePath);
  }

  plan(item: Pick<RequestItemDto, 'id'>): Promise<PlanDto> {
    return this.reach.staff.get<PlanDto>(`${this.casePath}/plan?itemId=${item.id}`);
  }

  letters(): Promise<LettersDto> {
    return this.reach.staff.get<LettersDto>(`${this.casePath}/letters`);
  }

  timeline(): Promise<{ data: { action: string; details: { reason?: string } }[] }> {
    return this.reach.staff.get(`${this.casePath}/timeline`);
  }

  /** Notes that every printed letter of the case went to the post today. */
  async post(): Promise<void> {
    await this.reach.waiting.until(`the printed letter of ${this.title}`, async () => {
      const { data } = await this.letters();
      const printed = data.filter(({ state }) => state === 'to-post');
      for (const { id } of printed)
        await this.reach.staff.post(`${this.casePath}/posted`, { letterId: id, postedOn: TODAY });
      return printed.some(({ kind }) => kind === 'answer') || null;
    });
  }

  private get path(): string {
    return `/v1/registers/${this.scenario.register}`;
  }

  private get casePath(): string {
    return `${this.path}/requests/${this.opened!.id}`;
  }

  private corrections(): object {
    const { correctedAddress } = this.scenario;
    if (correctedAddress === undefined) return {};
    return {
      corrections: [
        { category: 'postal-address', value: correctedAddress, grounds: 'muutto / flytt / move' },
      ],
    };
  }

  private proofs(): object {
    if (!this.scenario.proves) return {};
    const { customerNumber, reference } = this.person;
    const invoice = reference === null ? [] : [{ kind: 'invoice-number', value: reference }];
    return { proofs: [{ kind: 'customer-number', value: customerNumber }, ...invoice] };
  }
}
