import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { ConnectedSystem } from '../domain/register-policy.js';

/** One place in which data do not fit the schema. Names of the schema only, never a value or a name from the data. */
export interface DataDefect {
  readonly code: string;
  readonly detail: string;
}

/** Bad data have many faults of one kind; the first few are enough to find it. */
const MOST_DEFECTS = 20;

/** What keeps a schema from being one, or `null`. */
export function schemaFault(schema: object): string | null {
  try {
    compile(schema);
    return null;
  } catch {
    return 'is not a JSON Schema (2020-12)';
  }
}

const compiled = new WeakMap<object, ValidateFunction>();

/** Where what a system returns departs from what the policy says it returns. */
export function dataDefects({ returns }: Pick<ConnectedSystem, 'returns'>, data: unknown): DataDefect[] {
  if (returns === undefined) return [{ code: 'NOT_DECLARED', detail: 'the policy declares no data' }];
  let validate = compiled.get(returns.schema);
  if (validate === undefined) {
    validate = compile(returns.schema);
    compiled.set(returns.schema, validate);
  }
  if (validate(data)) return [];
  const defects = (validate.errors ?? []).map(({ keyword, schemaPath }) => ({
    code: keyword.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase(),
    detail: `does not fit the schema at ${schemaPath}`,
  }));
  return [...new Map(defects.map((defect) => [defect.detail, defect])).values()].slice(0, MOST_DEFECTS);
}

/** Formats beyond the schema's own are taken as remarks. */
function compile(schema: object): ValidateFunction {
  return new Ajv2020({ allErrors: false, strict: false, validateFormats: false }).compile(schema);
}
