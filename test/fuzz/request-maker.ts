import type { Dice } from './dice.js';
import type { OpenApiDocument, Operation, Parameter } from './operations.js';
import type { Pool } from './pool.js';
import { MARKER, spoiled, Values } from './values.js';

export interface Caller {
  /** `*`: every register. */
  readonly register: string;
  readonly token: string;
}

export interface MadeRequest {
  readonly path: string;
  readonly init: RequestInit;
  /** Register of the one who asks; `null` nobody. */
  readonly caller: string | null;
  /** Register that is asked. */
  readonly register: string;
  /** Customer or case the path names, if any. */
  readonly owner: string | undefined;
}

interface About {
  readonly register: string;
  readonly owner: string | undefined;
  readonly wild: boolean;
}

interface Asking {
  readonly caller: Caller | null;
  readonly register: string;
  readonly pool: Pool;
  readonly wild: boolean;
}

const WRONG_TYPES = [
  'text/plain',
  'application/xml',
  'multipart/form-data',
  'application/json; charset=utf-16',
];
const BROKEN = ['{', '', '[1,', `{"a":"${MARKER}`, 'null', '\u0000', MARKER];

/** A word that only this register's data contain. */
export const canaryOf = (register: string) => `Kanaria${register.replaceAll('-', '')}`;

/** Turns an operation into a request: mostly one that should pass, sometimes spoiled, sometimes somebody else's. */
export class RequestMaker {
  constructor(
    private readonly document: OpenApiDocument,
    private readonly dice: Dice,
    private readonly pools: ReadonlyMap<string, Pool>,
  ) {}

  make(operation: Operation, callers: readonly Caller[]): MadeRequest {
    const { dice } = this;
    const registers = [...this.pools.keys()];
    const caller = operation.staff && dice.chance(0.97) ? dice.one(callers) : null;
    const home = caller === null || caller.register === '*' ? dice.one(registers) : caller.register;
    // Mostly at home; else where the caller has no business, or with ids from elsewhere.
    const register = dice.chance(0.95) ? home : dice.one(registers);
    const pool = this.pools.get(dice.chance(0.97) ? register : dice.one(registers))!;
    return this.put(operation, { caller, register, pool, wild: true });
  }

  /** As somebody would ask who means no harm. */
  tame(operation: Operation, caller: Caller, register: string): MadeRequest {
    return this.put(operation, { caller, register, pool: this.pools.get(register)!, wild: false });
  }

  private put(operation: Operation, { caller, register, pool, wild }: Asking): MadeRequest {
    const { dice } = this;
    const owner = ownerIn(operation.path, pool, dice);
    const values = new Values(this.document, dice, pool, canaryOf(register), register, owner);
    const headers: Record<string, string> = {};
    // Logging out would end the walk of everybody who shares the session.
    if (caller !== null && operation.path !== '/v1/sessions/current')
      headers['authorization'] = `Bearer ${caller.token}`;
    const path = this.path(operation, { register, owner, wild }, values, headers);
    const body = this.body(operation, values, headers);
    const init = { method: operation.method, headers, ...(body === undefined ? {} : { body }) };
    return { path, init, caller: caller?.register ?? null, register, owner };
  }

  private path(operation: Operation, about: About, values: Values, headers: Record<string, string>): string {
    const { dice } = this;
    let path = operation.path;
    const query = new URLSearchParams();
    for (const parameter of operation.parameters) {
      if (parameter.in === 'path') {
        const place = `{${parameter.name}}`;
        const before = operation.path.slice(0, operation.path.indexOf(place));
        path = path.replace(place, encodeURIComponent(this.segment(parameter, before, about, values)));
      } else if (parameter.required || (about.wild && dice.chance(0.15))) {
        const value = dice.chance(0.8)
          ? values.valid(parameter.schema, parameter.name)
          : (values.hostile() ?? '');
        if (parameter.in === 'query') query.set(parameter.name, asText(value));
        else headers[parameter.name] = asText(value).replace(/[^\x21-\x7e]/g, '') || 'x';
      }
    }
    if (!about.wild || dice.chance(0.9)) headers['Purpose'] ??= 'order-handling';
    return query.size === 0 ? path : `${path}?${query.toString()}`;
  }

  private segment(
    { name, schema }: Parameter,
    before: string,
    { register, owner, wild }: About,
    values: Values,
  ): string {
    const { dice } = this;
    if (wild && dice.chance(0.02)) return wellFormed(asText(values.hostile())) || '%';
    if (name === 'register') return register;
    if (schema.enum) return String(dice.one(schema.enum));
    const isOwner = name === 'id' && /\/(customers|requests)\/$/.test(before);
    return (isOwner ? owner : undefined) ?? values.id(name, before);
  }

  private body(operation: Operation, values: Values, headers: Record<string, string>): string | undefined {
    const { dice } = this;
    if (operation.body === null) return undefined;
    headers['Content-Type'] = dice.chance(0.98) ? 'application/json' : dice.one(WRONG_TYPES);
    if (dice.chance(0.02)) return dice.one(BROKEN);
    const valid = values.valid(operation.body);
    return JSON.stringify(dice.chance(0.65) ? valid : spoiled(valid, values, dice));
  }
}

function ownerIn(path: string, pool: Pool, dice: Dice): string | undefined {
  const kind = /\/(customers|requests)\/\{id\}/.exec(path)?.[1];
  return kind === undefined ? undefined : pool.draw(kind, dice);
}

/** A half of a pair cannot stand in an address. */
const wellFormed = (text: string) => Buffer.from(text).toString('utf8');

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
