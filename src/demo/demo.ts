import { PROHIBITIONS } from '../domain/category.js';
import type { Service } from '../start.js';
import { type CaseFlow, type Reach, TODAY } from './case-flow.js';
import type { DemoOutput } from './demo-output.js';
import { DEBTOR } from './erasure-scenarios.js';
import { requireEqual } from './expectation.js';
import { HttpClient } from './http-client.js';
import { Imports } from './imports.js';
import { Mailbox } from './mailbox.js';
import { openInvoice, payAndComplete } from './payment.js';
import type { Progress } from './progress.js';
import { checkPurged, PURGES, RegisterSearch } from './purge-checks.js';
import { PurgeWatch } from './purge-watch.js';
import { Requests } from './requests.js';
import { CONTESTED, CONTESTED_RESTRICTION, FROZEN, SCENARIOS } from './scenarios.js';
import { hireStaff } from './staffing.js';
import { HEAD, tableRow, textTable } from './table.js';
import { Waiting } from './waiting.js';

const ANSWER_SECONDS = 40;

/** The whole story: houses full of customers, their requests, a payment, and the purge that follows. */
export class Demo {
  private readonly imports: Imports;
  private readonly requests: Requests;

  private constructor(
    service: Service,
    private readonly reach: Reach,
    private readonly output: DemoOutput,
    private readonly progress: Progress,
  ) {
    this.imports = new Imports(service, progress, reach.waiting);
    this.requests = new Requests(reach, this.imports.registers, output, progress);
  }

  static async of(
    service: Service,
    output: DemoOutput,
    progress: Progress,
    stopped: AbortSignal,
  ): Promise<Demo> {
    const anybody = new HttpClient(service.url!, stopped);
    const waiting = new Waiting(stopped, ANSWER_SECONDS);
    // Only a built service describes itself in full.
    const { openapi } = await anybody.get<{ openapi: string }>('/openapi.json');
    requireEqual('version of the API document', openapi, '3.1.0');
    const hired = await hireStaff(service, anybody, TODAY);
    return new Demo(
      service,
      { anybody, waiting, ...hired, mailbox: new Mailbox(anybody, waiting) },
      output,
      progress,
    );
  }

  async run(): Promise<void> {
    await this.output.clear();
    await this.imports.everything();
    const late = await this.answerRequests();
    await this.imports.ended();
    await this.answerContested(late.contested);
    await this.watchPurges(late.frozen);
    await this.conclude();
  }

  /** Every right in every register; two requests stay open for what follows. */
  private async answerRequests(): Promise<{ frozen: CaseFlow; contested: CaseFlow }> {
    const { requests, progress } = this;
    const claim = await openInvoice(this.search(DEBTOR.register));
    const [frozen, contested] = [requests.flow(FROZEN), requests.flow(CONTESTED)];
    const waits = [frozen, contested].map(async (flow) => {
      await flow.ask();
      await flow.awaiting('rectification');
    });
    const [flows] = await Promise.all([
      Promise.all(SCENARIOS.map((scenario) => requests.answer(scenario))),
      ...waits,
    ]);
    await this.checkObjections();
    progress.say('paying the open invoice');
    const debtor = flows[SCENARIOS.indexOf(DEBTOR)]!;
    const { reference, secondLetter } = await payAndComplete(debtor, claim, this.reach, this.output);
    requests.complete(reference, 'erasure', secondLetter);
    progress.say(`${DEBTOR.register}: the postponed part of the erasure has run, ${secondLetter}`);
    return { frozen, contested };
  }

  /** Whoever objected to marketing gets none, in any of its forms. */
  private async checkObjections(): Promise<void> {
    for (const register of this.imports.registers.keys()) {
      const { prohibitions } = await this.search(register).read('objector');
      requireEqual(
        `prohibitions of the objector of ${register}`,
        [...prohibitions].sort(),
        [...PROHIBITIONS].sort(),
      );
    }
  }

  /** Their data outlive the period under a restriction, which the open request had protected until now. */
  private async answerContested(contested: CaseFlow): Promise<void> {
    await this.requests.answer(CONTESTED_RESTRICTION);
    await this.requests.finish(contested);
  }

  /** Runs by schedule in every register that has stated a retention; the frozen one goes once answered. */
  private async watchPurges(frozen: CaseFlow): Promise<void> {
    const { progress } = this;
    const silent = this.watch('nummek');
    await silent.requireRefusal();
    progress.say('nummek: no retention is stated, so the purge is refused');
    const expected = PURGES.map((purge) => ({ purge, watch: this.watch(purge.register) }));
    const marks = await Promise.all(expected.map(({ watch }) => watch.mark()));
    progress.say('waiting for the scheduled purges');
    await Promise.all(
      expected.map(async ({ purge, watch }, position) => {
        const { register } = purge;
        const erased = await checkPurged(
          purge,
          this.imports.registers.get(register)!,
          watch,
          this.search(register),
          marks[position]!,
        );
        progress.say(`${register}: the purge erased ${erased} persons and passed over those it must`);
      }),
    );
    await this.answerFrozen(frozen);
  }

  private async answerFrozen(frozen: CaseFlow): Promise<void> {
    const { register } = frozen.scenario;
    const search = this.search(register);
    requireEqual('the frozen one before the answer', await search.whereIs('frozen'), 'found');
    await this.requests.finish(frozen);
    const watch = this.watch(register);
    await watch.finishedAfter(await watch.mark());
    requireEqual('the frozen one after the answer', await search.whereIs('frozen'), 'gone');
    this.progress.say(`${register}: answered, and so no longer kept from the purge`);
  }

  private async conclude(): Promise<void> {
    const results = this.requests.sorted();
    await this.output.summary(results.map(({ row }) => row));
    console.log(
      `\n${textTable(
        HEAD,
        results.map(({ answered, row }) => tableRow(answered, row)),
      )}\n`,
    );
    this.progress.say(
      `${results.length} answers, all as expected; letters and packages are in ${this.output.folder}`,
    );
  }

  private search(register: string): RegisterSearch {
    return new RegisterSearch(this.reach.staff, register, this.imports.registers.get(register)!.cast);
  }

  private watch(register: string): PurgeWatch {
    return new PurgeWatch(this.reach.supervisor, this.reach.waiting, register);
  }
}
