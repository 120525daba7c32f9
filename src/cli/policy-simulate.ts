import { extname } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { isCalendarDate } from '../domain/calendar-date.js';
import { DomainError } from '../domain/domain-error.js';
import { paperHtml } from '../paper/paper-html.js';
import { paperMarkdown } from '../paper/paper-markdown.js';
import type { SimulationDto } from '../registers/dto/simulation.dto.js';
import { PolicyError } from '../registers/policy-error.js';
import type { LoadedPolicy } from '../registers/policy-file.js';
import { PolicySimulations } from '../registers/policy-simulations.service.js';
import { simulationReport } from '../registers/simulation-report.js';
import { BadInput } from './bad-input.js';
import { inHouse } from './in-house.js';
import { policyIn } from './policy.js';
import { writeWhole } from './written-file.js';

export interface SimulateOptions {
  readonly register: string;
  readonly policy: string;
  readonly at?: string;
  readonly json?: boolean;
  readonly out?: string;
}

const FORMATS = ['.md', '.html', '.json'] as const;
type Format = (typeof FORMATS)[number];

/** `suoja policy simulate`, on the service's own database: exit code 1 where the purge would do anything else than now. */
export async function simulatePolicy(options: SimulateOptions): Promise<void> {
  const candidate = checked(options);
  try {
    await inHouse(async (app) => {
      process.exitCode = await runSimulation(app, candidate, options);
    });
  } catch (error) {
    if (error instanceof PolicyError) throw new BadInput(error.message);
    throw error;
  }
}

export async function runSimulation(
  app: INestApplicationContext,
  candidate: LoadedPolicy,
  { register, at, json, out }: SimulateOptions,
  print: (text: string) => void = (text) => void process.stdout.write(text),
): Promise<0 | 1> {
  const simulations = app.get(PolicySimulations, { strict: false });
  try {
    const simulation = await simulations.simulate(register, candidate, at, 'system');
    if (out !== undefined) writeWhole(out, written(simulation, candidate, formatOf(out)!));
    if (json) print(written(simulation, candidate, '.json'));
    else if (out === undefined) print(written(simulation, candidate, '.md'));
    return simulation.onlyUnderCandidate.data + simulation.onlyUnderInForce.data === 0 ? 0 : 1;
  } catch (error) {
    if (error instanceof DomainError) throw new BadInput(REFUSALS[error.code] ?? error.message);
    throw error;
  }
}

const REFUSALS: Readonly<Record<string, string>> = {
  NOT_FOUND: '--register names no register of this house',
  INVALID_DATE_ORDER: '--at must be today or later',
};

/** What can be said without a database is said before one is opened. */
export function checked({ register, policy: file, at, out }: SimulateOptions): LoadedPolicy {
  if (at !== undefined && !isCalendarDate(at)) throw new BadInput('--at must be a real date, YYYY-MM-DD');
  if (out !== undefined && !formatOf(out))
    throw new BadInput(`--out must end in one of ${FORMATS.join(', ')}`);
  const candidate = policyIn(file);
  if (candidate.policy.register !== register)
    throw new BadInput('--policy is of another register than --register');
  return candidate;
}

function written(simulation: SimulationDto, { policy }: LoadedPolicy, format: Format): string {
  if (format === '.json') return `${JSON.stringify(simulation, null, 2)}\n`;
  const report = simulationReport(simulation, policy.controller.name);
  return format === '.md' ? paperMarkdown(report) : paperHtml(report);
}

const formatOf = (file: string) => FORMATS.find((format) => format === extname(file).toLowerCase());
