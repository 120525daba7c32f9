import { Dice } from './dice.js';
import { type OpenApiDocument, resolved, type Schema } from './operations.js';
import { kindsOf, type Pool } from './pool.js';

/** Stands in every hostile text: an error that repeats input repeats this. */
export const MARKER = 'zqEchoqz';

const HOSTILE: readonly unknown[] = [
  `${MARKER}'; drop table customer; --`,
  `${MARKER}<script>alert(1)</script>`,
  `=cmd|' /C ${MARKER}'!A0`,
  `${MARKER}\u0000nul`,
  `${MARKER}\u202egnp.exe`,
  `${MARKER}\r\nBcc: everyone@posti.example`,
  `\ud800${MARKER}`,
  `${MARKER}${'å'.repeat(6000)}`,
  '',
  ' ',
  -1,
  0,
  2 ** 53,
  1e308,
  true,
  null,
  [],
  {},
  [[[[[[]]]]]],
  { $ne: MARKER },
  JSON.parse(`{"__proto__": {"admin": "${MARKER}"}}`),
  { constructor: { prototype: { admin: MARKER } } },
];

/** A good id of nothing. */
const NOBODY = '01970000-0000-7000-8000-000000000000';

const DATES = ['2026-11-20', '2026-11-19', '2026-10-15', '2016-11-19', '2024-02-29'];
const NO_DATES = ['2025-02-29', '1899-12-31', '9999-12-31', '0000-00-00', '2026-13-01', '2026-11-20T00:00Z'];
const AMOUNTS = ['0.00', '120.00', '25.90'];
const URLS = ['https://yritys.example/ota', 'http://127.0.0.1:1/', 'https://10.0.0.1/'];
const NO_AMOUNTS = ['-5.00', '1e9', '99999999999999999999.99', '12,50'];

export class Values {
  private made = 0;

  constructor(
    private readonly document: OpenApiDocument,
    private readonly dice: Dice,
    private readonly pool: Pool,
    /** Stands in names and addresses, so that what belongs to a register can be told. */
    private readonly canary: string,
    private readonly register: string,
    /** Of whom or what the request is, when it names one. */
    private readonly owner?: string,
  ) {}

  hostile(): unknown {
    return this.dice.one(HOSTILE);
  }

  /** A value for a schema that should pass, as far as names and schema tell. */
  valid(schema: Schema, name = ''): unknown {
    const shape = resolved(this.document, schema);
    if (shape.enum) return this.dice.one(shape.enum);
    const type = Array.isArray(shape.type) ? this.dice.one(shape.type as string[]) : shape.type;
    if (type === 'null') return null;
    if (name === 'value') return this.datumValue();
    if (type === 'array') return this.array(shape, name);
    if (type === 'object' || shape.properties) return this.object(shape);
    if (type === 'boolean') return this.dice.chance(0.5);
    if (type === 'number' || type === 'integer')
      return (shape.minimum ?? 0) + this.dice.below((shape.maximum ?? 100) - (shape.minimum ?? 0) + 1);
    return this.text(name, shape);
  }

  private array(shape: Schema, name: string): unknown[] {
    const fewest = shape.minItems ?? 0;
    const length = fewest + this.dice.below(Math.min((shape.maxItems ?? 3) - fewest, 3) + 1);
    const items = Array.from({ length }, () => this.valid(shape.items ?? {}, name));
    return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
  }

  private object(shape: Schema): Record<string, unknown> {
    const made: Record<string, unknown> = {};
    for (const [name, inner] of Object.entries(shape.properties ?? {})) {
      if (shape.required?.includes(name) || this.dice.chance(0.4)) made[name] = this.valid(inner, name);
    }
    return made;
  }

  private date(): string {
    return this.dice.one(this.dice.chance(0.95) ? DATES : NO_DATES);
  }

  private datumValue(): unknown {
    const { dice, canary } = this;
    return dice.chance(0.7)
      ? `${canary} ${++this.made}`
      : { reference: `R-${++this.made}`, text: `${canary} tilaus` };
  }

  id(name: string, before = ''): string {
    for (const kind of kindsOf(name, before)) {
      const held = this.pool.draw(kind, this.dice, this.owner);
      if (held !== undefined) return held;
    }
    return NOBODY;
  }

  /** By the name of the property; what no name explains is a sentence. */
  private text(name: string, { minLength = 0, maxLength = 200 }: Schema): string {
    const { dice } = this;
    if (/Ids?$/.test(name)) return this.id(name.replace(/s$/, ''));
    const known = this.pool.draw(name, dice, this.owner) ?? this.pool.draw(`${name}s code`, dice);
    if (known !== undefined && /(hash|token|source|recipient|decider|version)$/i.test(name)) return known;
    if (name === 'register') return this.register;
    if (name === 'code') return '12345678';
    if (name === 'totp') return '123456';
    if (name === 'kind') return 'order-number';
    if (name === 'format') return dice.one(['json', 'markdown']);
    if (name.endsWith('At')) return `${this.date()}T09:00:00Z`;
    if (/(On|From|Until|End|Contact)$|^(from|until|at|date)$/.test(name)) return this.date();
    if (/email/i.test(name)) return `fuzz-${dice.below(50)}@${this.canary.toLowerCase()}.example`;
    if (/amount|balance/i.test(name)) return dice.one(dice.chance(0.9) ? AMOUNTS : NO_AMOUNTS);
    if (/url/i.test(name)) return dice.one(URLS);
    const text = `${this.canary} ${++this.made} tässä on lause perusteluksi`;
    return text.padEnd(minLength, '.').slice(0, maxLength);
  }
}

/** One place of a body, picked at random, becomes hostile: the rest stays as it should be. */
export function spoiled(body: unknown, values: Values, dice: Dice): unknown {
  if (typeof body !== 'object' || body === null || dice.chance(0.15)) return values.hostile();
  if (Array.isArray(body)) {
    if (body.length === 0) return values.hostile();
    const at = dice.below(body.length);
    return body.map((each: unknown, index) => (index === at ? spoiled(each, values, dice) : each));
  }
  const names = Object.keys(body);
  if (names.length === 0 || dice.chance(0.1)) return { ...body, unknownName: values.hostile() };
  const name = dice.one(names);
  if (dice.chance(0.1)) return Object.fromEntries(Object.entries(body).filter(([each]) => each !== name));
  return { ...body, [name]: spoiled((body as Record<string, unknown>)[name], values, dice) };
}
