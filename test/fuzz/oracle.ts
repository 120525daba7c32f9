import { Ajv2020 } from 'ajv/dist/2020.js';
import type { OpenApiDocument, Operation } from './operations.js';
import { MARKER } from './values.js';

const OPENINGS = '/v1/public/packages/openings';

export interface Exchange {
  readonly operation: Operation;
  /** Register the caller belongs to; `*` all of them, `null` nobody's. */
  readonly caller: string | null;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** What must be true of every answer, whatever was asked. */
export class Oracle {
  private readonly ajv = new Ajv2020({ strict: false, validateFormats: false });
  private readonly compiled = new Map<object, ReturnType<Ajv2020['compile']>>();

  constructor(
    document: OpenApiDocument,
    /** Text that only one register's data contain. */
    private readonly canaries: Readonly<Record<string, string>>,
  ) {
    this.ajv.addSchema({ $id: 'openapi', components: document.components });
  }

  /** Faults, in words without values; empty when the answer is as promised. */
  judge(exchange: Exchange): string[] {
    return [
      ...this.failure(exchange),
      ...this.schema(exchange),
      ...this.echo(exchange),
      ...this.leak(exchange),
    ];
  }

  private failure({ status, headers }: Exchange): string[] {
    if (status < 500) return [];
    return status === 503 && headers.has('retry-after') ? [] : [`status ${status}`];
  }

  private schema({ operation, status, headers, text }: Exchange): string[] {
    if (status === 204 || status === 304) return text === '' ? [] : ['a body where none belongs'];
    const declared = operation.answers[String(status)] ?? operation.answers['default'];
    if (!declared) return [`undeclared status ${status}`];
    const type = (headers.get('content-type') ?? '').split(';')[0]!;
    const content = declared[type];
    if (!content)
      return Object.keys(declared).length === 0 ? [] : [`undeclared media type ${type} with ${status}`];
    if (!type.endsWith('json') || !content.schema) return [];
    const validate = this.compile(content.schema);
    if (validate(JSON.parse(text))) return [];
    const [error] = validate.errors ?? [];
    return [`${status} is not as declared: ${error?.instancePath.replace(/\d+/g, 'n')} ${error?.message}`];
  }

  private compile(schema: object) {
    const known = this.compiled.get(schema) ?? this.ajv.compile(rooted(schema));
    this.compiled.set(schema, known);
    return known;
  }

  private echo({ status, text }: Exchange): string[] {
    return status >= 400 && text.includes(MARKER) ? [`${status} repeats what was sent`] : [];
  }

  private leak({ caller, text, operation }: Exchange): string[] {
    // Whoever has the link and its code is the person, and reads their own copy.
    if (operation.path === OPENINGS) return [];
    return Object.entries(this.canaries)
      .filter(([register, canary]) => caller !== '*' && caller !== register && text.includes(canary))
      .map(([register]) => `data of ${register} for somebody of ${caller ?? 'nowhere'}`);
  }
}

/** References of the document point into the one schema that was added. */
function rooted(schema: object): object {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"openapi#/components')) as object;
}
