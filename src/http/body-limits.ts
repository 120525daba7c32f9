import { HttpProblem } from './http-problem.js';

export const JSON_BYTES = 1024 * 1024;
export const FORM_BYTES = 64 * 1024;
const FORM_FIELDS = 100;
const DEEPEST = 32;

/** Names that reach into the prototype of an object. */
const POISON = new Set(['__proto__', 'constructor', 'prototype']);

/** A name that may be repeated in an answer; of any other only the place where it stands is named. */
const PLAIN = /^(?:[A-Za-z][A-Za-z0-9_-]{0,63}|\d{1,6})$/;

/** Refuses bodies nested too deep, with names of the prototype chain or with text that is none: NUL, half a pair. */
export function refuseHostileBody(body: unknown): void {
  const rest: { value: unknown; depth: number; place: string }[] = [{ value: body, depth: 0, place: '' }];
  for (let next = rest.pop(); next; next = rest.pop()) {
    const { value, depth, place } = next;
    if (typeof value === 'string') refuseHostileText(value, place);
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) continue;
    if (depth >= DEEPEST) throw refused('TOO_DEEP', `the body is nested deeper than ${DEEPEST} levels`);
    for (const [name, inner] of Object.entries(value)) {
      if (POISON.has(name)) throw refused('RESERVED_NAME', 'there is a property with a reserved name');
      rest.push({ value: inner, depth: depth + 1, place: PLAIN.test(name) ? `${place}/${name}` : place });
    }
  }
}

/** Half of a surrogate pair is no text: what reads it as UTF-8, such as a check of addresses, fails on it. */
const HALF_A_PAIR = /\p{Surrogate}/u;

function refuseHostileText(text: string, place: string): void {
  if (text.includes('\0')) throw refused('NUL', 'text must not contain NUL', place);
  if (HALF_A_PAIR.test(text)) throw refused('ILL_FORMED_TEXT', 'text must be well-formed Unicode', place);
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

function refused(code: string, detail: string, pointer = ''): HttpProblem {
  return new HttpProblem('INVALID_INPUT', { errors: [{ pointer, code, detail }] });
}
