import { Dice } from './dice.js';
import { type OpenApiDocument, type Operation, operationsOf } from './operations.js';
import { Oracle } from './oracle.js';
import { Pool } from './pool.js';
import { type Caller, canaryOf, type MadeRequest, RequestMaker } from './request-maker.js';

export interface Fault {
  readonly operation: string;
  readonly fault: string;
  /** Which request of the run it was. */
  readonly request: number;
}

export interface Report {
  readonly seed: number;
  readonly requests: number;
  readonly seconds: number;
  /** Answers per status. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Operations that never succeeded: nothing behind them was reached. */
  readonly unreached: readonly string[];
  readonly faults: readonly Fault[];
}

interface Setting {
  readonly url: string;
  readonly seed: number;
  readonly requests: number;
  readonly registers: readonly string[];
  /** Logs everybody in; called again now and then, as the walk itself may take accounts away. */
  readonly callers: () => Promise<readonly Caller[]>;
  /** Tokens that went out by mail since the last call. */
  readonly mailed: () => Promise<readonly string[]>;
}

const SIDE_BY_SIDE = 6;
const LOGINS_LAST = 1_000;

/** Walks over every operation of the OpenAPI document, using what earlier answers gave, and judges each answer. */
export async function fuzz(setting: Setting): Promise<Report> {
  const began = performance.now();
  const document = (await (await fetch(`${setting.url}/openapi.json`)).json()) as OpenApiDocument;
  const walk = new Walk(setting, document);
  await walk.lookAround();
  while (walk.sent < setting.requests) await walk.goOn();
  return { ...walk.report(), seed: setting.seed, seconds: Math.round((performance.now() - began) / 1000) };
}

class Walk {
  sent = 0;
  private readonly operations: readonly Operation[];
  private readonly oracle: Oracle;
  private readonly dice: Dice;
  private readonly pools: ReadonlyMap<string, Pool>;
  private readonly maker: RequestMaker;
  private readonly statuses: Record<string, number> = {};
  private readonly reached = new Set<Operation>();
  private readonly faults: Fault[] = [];
  private callers: readonly Caller[] = [];

  constructor(
    private readonly setting: Setting,
    document: OpenApiDocument,
  ) {
    const { registers, seed } = setting;
    this.operations = operationsOf(document);
    this.oracle = new Oracle(document, Object.fromEntries(registers.map((each) => [each, canaryOf(each)])));
    this.dice = new Dice(seed);
    this.pools = new Map(registers.map((register) => [register, new Pool()]));
    this.maker = new RequestMaker(document, this.dice, this.pools);
  }

  /** Reads what there is, lists before what they list, so that the walk starts from something. */
  async lookAround(): Promise<void> {
    this.callers = await this.setting.callers();
    const all = this.callers.filter(({ register }) => register === '*');
    const reads = this.operations
      .filter(({ method, staff }) => method === 'GET' && staff)
      .sort((one, other) => one.path.split('/').length - other.path.split('/').length);
    for (const operation of reads)
      for (const register of this.pools.keys())
        await this.send(operation, this.maker.tame(operation, this.dice.one(all), register));
  }

  async goOn(): Promise<void> {
    const { requests, callers, mailed } = this.setting;
    this.callers = await callers();
    const tokens = await mailed();
    for (const pool of this.pools.values()) for (const token of tokens) pool.add('token', token);
    const until = Math.min(this.sent + LOGINS_LAST, requests);
    const walking = Array.from({ length: SIDE_BY_SIDE }, async () => {
      while (this.sent < until) {
        const operation = this.dice.one(this.operations);
        await this.send(operation, this.maker.make(operation, this.callers));
      }
    });
    await Promise.all(walking);
  }

  report(): Omit<Report, 'seed' | 'seconds'> {
    const { sent: requests, statuses, faults } = this;
    const unreached = this.operations.filter((each) => !this.reached.has(each)).map(named);
    return { requests, statuses, unreached, faults };
  }

  private async send(
    operation: Operation,
    { path, init, caller, register, owner }: MadeRequest,
  ): Promise<void> {
    const request = ++this.sent;
    const answer = await fetch(this.setting.url + path, { ...init, redirect: 'manual' });
    const text = await answer.text();
    const { status, headers } = answer;
    this.statuses[status] = (this.statuses[status] ?? 0) + 1;
    const found = this.oracle.judge({ operation, caller, status, headers, text });
    this.faults.push(...found.map((fault) => ({ operation: named(operation), fault, request })));
    if (status >= 300) return;
    this.reached.add(operation);
    if ((headers.get('content-type') ?? '').includes('json') && text !== '')
      this.pools.get(register)?.harvest(operation.path, owner, JSON.parse(text));
  }
}

const named = ({ method, path }: Operation) => `${method} ${path}`;
