import type { Right } from '../domain/category.js';
import { type Answered, collectAnswers } from './answer.js';
import { CaseFlow, type Reach } from './case-flow.js';
import type { DemoOutput, SummaryRow } from './demo-output.js';
import type { CastMember, GeneratedRegister } from './generate.js';
import type { Progress } from './progress.js';
import type { Scenario } from './scenario.js';

/** Somebody the registers have never heard of. */
const STRANGER: CastMember = {
  name: 'Kaukamieli Olematonvaara',
  email: 'kaukamieli@muualla.example',
  phone: '+358500009999',
  postalAddress: 'Eipolku 1, 99901 Keksilä',
  organisation: '',
  customerNumber: '',
  reference: null,
};

interface Result {
  readonly answered: Answered;
  readonly row: SummaryRow;
}

/** Takes requests to their answers and keeps what came of them. */
export class Requests {
  readonly results: Result[] = [];

  constructor(
    private readonly reach: Reach,
    private readonly registers: ReadonlyMap<string, GeneratedRegister>,
    private readonly output: DemoOutput,
    private readonly progress: Progress,
  ) {}

  flow(scenario: Scenario): CaseFlow {
    const { register, who } = scenario;
    const person = who === 'stranger' ? STRANGER : this.registers.get(register)!.cast[who];
    return new CaseFlow(this.reach, scenario, person);
  }

  /** From the asking to the letter. */
  async answer(scenario: Scenario): Promise<CaseFlow> {
    const flow = this.flow(scenario);
    await (scenario.channel === 'letter' ? flow.recordLetter() : flow.ask());
    await this.finish(flow);
    return flow;
  }

  /** From an asked request to the letter. */
  async finish(flow: CaseFlow): Promise<void> {
    await flow.approve();
    for (const answered of await collectAnswers(flow, this.reach)) {
      const row = await this.output.keep(answered);
      this.results.push({ answered, row });
      this.progress.say(`${row.register}: ${row.right} ${row.state}, ${row.answer}`);
    }
  }

  /** Adds the second letter to the row it completes. */
  complete(reference: string, right: Right, secondLetter: string): void {
    const at = this.results.findIndex(({ row }) => row.reference === reference && row.right === right);
    const { answered, row } = this.results[at]!;
    this.results[at] = { answered, row: { ...row, secondLetter } };
  }

  /** By register, then as asked. */
  sorted(): readonly Result[] {
    const registers = [...this.registers.keys()];
    const key = ({ row }: Result) => registers.indexOf(row.register);
    return [...this.results].sort((a, b) => key(a) - key(b) || a.row.right.localeCompare(b.row.right));
  }
}
