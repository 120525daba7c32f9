import { HttpProblem } from './http-problem.js';

export const JSON_BYTES = 1024 * 1024;
export const FORM_BYTES = 64 * 1024;
const FORM_FIELDS = 100;
const DEEPEST = 32;

/** Names that reach into the prototype of an object. */
const POISON = new Set(['__proto__', 'constructor', 'prototype']);

/** Refuses bodies nested too deep, with names of the prototype chain or with NUL, which PostgreSQL cannot store. */
export function refuseHostileBody(body: unknown): void {
  const rest: { value: unknown; depth: number }[] = [{ value: body, depth: 0 }];
  for (let next = rest.pop(); next; next = rest.pop()) {
    const { value, depth } = next;
    if (typeof value === 'string' && value.includes('\0')) throw refused('NUL', 'text must not contain NUL');
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) continue;
    if (depth >= DEEPEST) throw refused('TOO_DEEP', `the body is nested deeper than ${DEEPEST} levels`);
    for (const [name, inner] of Object.entries(value)) {
      if (POISON.has(name)) throw refused('RESERVED_NAME', 'there is a property with a reserved name');
      rest.push({ value: inner, depth: depth + 1 });
    }
  }
}

/** Fields of a form; one sent more than once becomes a list. */
export function parseForm(body: string): Record<string, string | string[]> {
  const form = new Map<string, string | string[]>();
  const fields = [...new URLSearchParams(body)];
  if (fields.length > FORM_FIELDS)
    throw refused('TOO_MANY_FIELDS', `a form has at most ${FORM_FIELDS} fields`);
  for (const [name, value] of fields) {
    if (POISON.has(name)) throw refused('RESERVED_NAME', 'there is a field with a reserved name');
    const known = form.get(name);
    form.set(name, known === undefined ? value : [known, value].flat());
  }
  return Object.fromEntries(form);
}

function refused(code: string, detail: string): HttpProblem {
  return new HttpProblem('INVALID_INPUT', { errors: [{ pointer: '', code, detail }] });
}
