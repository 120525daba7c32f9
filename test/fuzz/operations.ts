/** A JSON Schema as the OpenAPI document has it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

interface Content {
  readonly [mediaType: string]: { readonly schema?: Schema } | undefined;
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: Schema;
}

export interface Operation {
  readonly method: string;
  /** As the document has it, with `{names}`. */
  readonly path: string;
  readonly staff: boolean;
  readonly parameters: readonly Parameter[];
  readonly body: Schema | null;
  /** Declared answers: media types by status, with their schemas. */
  readonly answers: Readonly<Record<string, Content>>;
}

export interface OpenApiDocument {
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
  readonly paths: Readonly<Record<string, Readonly<Record<string, RawOperation>>>>;
}

interface RawOperation {
  readonly security?: readonly unknown[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
}

/** Every operation of the document: what is not described there cannot be forgotten by the fuzzer, and is not in it. */
export function operationsOf(document: OpenApiDocument): Operation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, raw]) => ({
      method: method.toUpperCase(),
      path,
      staff: raw.security !== undefined,
      parameters: raw.parameters ?? [],
      body: raw.requestBody?.content['application/json']?.schema ?? null,
      answers: Object.fromEntries(
        Object.entries(raw.responses).map(([status, { content }]) => [status, content ?? {}]),
      ),
    })),
  );
}

/** Follows references to the schema itself. */
export function resolved(document: OpenApiDocument, schema: Schema): Schema {
  const [only] = schema.allOf ?? [];
  const name = (schema.$ref ?? only?.$ref)?.split('/').at(-1);
  const target = name === undefined ? undefined : document.components.schemas[name];
  return target ? resolved(document, target) : schema;
}
