import { type ArgumentMetadata, Injectable, ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { HttpProblem, type InputError } from './http-problem.js';

/** More than a person can read in one go; the rest shows up when these are mended. */
const MOST_ERRORS = 50;

class Refused extends Error {
  constructor(readonly errors: readonly ValidationError[]) {
    super('Input refused');
  }
}

/** Checks input against its class. Unknown properties are refused, and nothing is converted unless the class says so. */
@Injectable()
export class InputPipe extends ValidationPipe {
  constructor() {
    super({
      whitelist: true,
      forbidNonWhitelisted: true,
      forbidUnknownValues: true,
      transform: true,
      validationError: { target: false, value: false },
      exceptionFactory: (errors) => new Refused(errors),
    });
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'body' && this.hasClass(metadata) && !isObject(value)) {
      throw new HttpProblem('INVALID_INPUT', {
        errors: [{ pointer: '', code: 'IS_OBJECT', detail: 'the body must be a JSON object' }],
      });
    }
    try {
      return await super.transform(value, metadata);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      throw new HttpProblem('INVALID_INPUT', { errors: inputErrors(error.errors, metadata) });
    }
  }

  private hasClass(metadata: ArgumentMetadata): boolean {
    return metadata.metatype !== undefined && this.toValidate(metadata);
  }
}

const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);

export function inputErrors(
  errors: readonly ValidationError[],
  { type, data }: ArgumentMetadata,
): InputError[] {
  const places = errors.flatMap((error) => placesOf(error, []));
  const located = places.map(({ path, ...rest }) =>
    type === 'body' ? { pointer: pointer(path), ...rest } : outsideBody(data ?? path[0] ?? type, rest),
  );
  const seen = new Map(located.map((error) => [JSON.stringify(error), error]));
  return [...seen.values()].slice(0, MOST_ERRORS);
}

/** Of what is no body: by its own name, and by a pointer too, so that every error has one. */
const outsideBody = (parameter: string, rest: Omit<Place, 'path'>): InputError => ({
  pointer: pointer([parameter]),
  parameter,
  ...rest,
});

interface Place {
  readonly path: readonly string[];
  readonly code: string;
  readonly detail: string;
}

function placesOf(error: ValidationError, parents: readonly string[]): Place[] {
  const path = error.property === undefined ? parents : [...parents, error.property];
  const own = Object.entries(error.constraints ?? {}).map(([rule, detail]) =>
    placeOf(rule, detail, path, parents),
  );
  return [...own, ...(error.children ?? []).flatMap((child) => placesOf(child, path))];
}

/** What a property may be called to be named in an answer: anything else is content and not repeated. */
const PROPERTY_NAME = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/;

/** An unknown property is named when it looks like one, else only the place where it stands. */
function placeOf(rule: string, detail: string, path: readonly string[], parents: readonly string[]): Place {
  if (rule === 'whitelistValidation') {
    const named = PROPERTY_NAME.test(path.at(-1) ?? '');
    return {
      path: named ? path : parents,
      code: 'UNKNOWN_PROPERTY',
      detail: 'there is a property that is not known here',
    };
  }
  if (rule === 'unknownValue') return { path, code: 'IS_OBJECT', detail: 'must be an object' };
  return { path, code: rule.replace(/(?<=[a-z])[A-Z]/g, '_$&').toUpperCase(), detail };
}

/** RFC 6901. */
export function pointer(path: readonly string[]): string {
  return path.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
