import type { HttpProblemCode } from './problems.js';

/** What is wrong with one place of the input. Names the place and the rule, never the value. */
export interface InputError {
  /** RFC 6901 pointer into the body. */
  readonly pointer?: string;
  /** Name of a query, path or header parameter. */
  readonly parameter?: string;
  readonly code: string;
  readonly detail: string;
}

interface More {
  readonly errors?: readonly InputError[];
  /** Headers of the answer, e.g. Retry-After. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal that only the HTTP side knows of; the domain throws `DomainError`. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  readonly errors: readonly InputError[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    readonly code: HttpProblemCode,
    more: More = {},
  ) {
    super(code);
    this.errors = more.errors ?? [];
    this.headers = more.headers ?? {};
  }
}

/** Bad input in a query, path or header parameter. */
export function badParameter(parameter: string, code: string, detail: string): HttpProblem {
  return new HttpProblem('INVALID_INPUT', { errors: [{ parameter, code, detail }] });
}
