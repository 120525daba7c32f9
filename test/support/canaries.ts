import type { OpenAPIObject } from '@nestjs/swagger';
import request from 'supertest';
import type { DataSource } from 'typeorm';
import type { Login, TestApp } from './test-app.js';

type Schema = {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly maxLength?: number;
};

export interface Planted {
  /** Method and pattern of the path. */
  readonly operation: string;
  /** How many fields carried a word of their own. */
  readonly fields: number;
  readonly status: number;
  readonly answer: string;
}

/**
 * Sends every operation of the API document that takes a body a word of its own, beginning with `stem`, in every field
 * that takes free text. Where ids are needed, `ids` has those of the names in the path.
 */
export async function plantEverywhere(
  app: TestApp,
  stem: string,
  { staff, ids }: { staff: Login; ids: Readonly<Record<string, string>> },
): Promise<Planted[]> {
  const document = (await app.get('/openapi.json').expect(200)).body as OpenAPIObject;
  const planted: Planted[] = [];
  for (const [pattern, methods] of Object.entries(document.paths)) {
    for (const method of ['post', 'patch', 'put'] as const) {
      const body = methods[method]?.requestBody as
        { content: Record<string, { schema: Schema }> } | undefined;
      if (!body || pattern.startsWith('/v1/sessions')) continue;
      const path = pattern.replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? ids['id']!);
      const words = new Words(document, `${stem}${planted.length}`, ids['id']!);
      const [content] = Object.values(body.content);
      const { status, text: answer } = await request(app.url)
        [method](path)
        .set({ authorization: `Bearer ${staff.token}`, 'idempotency-key': `plant-${planted.length}` })
        .send(words.for(content!.schema) as object);
      planted.push({ operation: `${method.toUpperCase()} ${pattern}`, fields: words.count, status, answer });
    }
  }
  return planted;
}

/** Fits what a schema says of a value, and is free text wherever the schema lets it be. */
class Words {
  count = 0;

  constructor(
    private readonly document: OpenAPIObject,
    private readonly stem: string,
    private readonly id: string,
  ) {}

  for(schema: Schema, depth = 0): unknown {
    const { $ref, allOf, anyOf, type, items, properties } = schema;
    if ($ref) return this.for(this.named($ref), depth);
    const [inner] = allOf ?? anyOf ?? [];
    if (inner) return this.for(inner, depth);
    if (schema.enum) return schema.enum[0];
    if (type === 'array') return items && depth < 5 ? [this.for(items, depth + 1)] : [];
    if (properties) {
      const fields = Object.entries(properties).map(([name, each]) => [name, this.for(each, depth + 1)]);
      return Object.fromEntries(fields);
    }
    if (type === 'boolean') return true;
    if (type === 'number' || type === 'integer') return 1;
    return this.word(schema);
  }

  private word({ format, maxLength = 100 }: Schema): string {
    if (format === 'uuid') return this.id;
    if (format?.startsWith('date')) return '2026-11-20';
    const word = `${this.stem}-${++this.count}`;
    return format === 'email' ? `${word}@posti.example` : `${word} lauloi aamulla`.slice(0, maxLength);
  }

  private named(ref: string): Schema {
    return this.document.components!.schemas![ref.split('/').at(-1)!] as Schema;
  }
}

/** The files of the database that hold any of these bytes, as the server reads them. */
export async function filesWith(owner: DataSource, needles: readonly (string | Buffer)[]): Promise<string[]> {
  await owner.query('checkpoint');
  const bytes = needles.map((needle) => Buffer.from(needle));
  const rows = await owner.query<{ file: string }[]>(
    `with folder as (select 'base/' || oid as path from pg_database where datname = current_database()),
          file as (select path || '/' || name as file from folder, pg_ls_dir(path) as name where name ~ '^[0-9]+'),
          content as materialized (select file, pg_read_binary_file(file, 0, 268435456, true) as bytes from file)
     select file from content where exists (select from unnest($1::bytea[]) needle where position(needle in bytes) > 0)`,
    [bytes],
  );
  return rows.map(({ file }) => file);
}

/** The parts of the write-ahead log since `start` that hold any of these. */
export async function logWith(
  owner: DataSource,
  start: string,
  needles: readonly string[],
): Promise<string[]> {
  const rows = await owner.query<{ name: string }[]>(
    `select name from pg_ls_waldir()
      where name >= $1 and name ~ '^[0-9A-F]{24}$' and exists (
        select from unnest($2::bytea[]) needle
         where position(needle in pg_read_binary_file('pg_wal/' || name, 0, 268435456, true)) > 0)`,
    [start, needles.map((needle) => Buffer.from(needle))],
  );
  return rows.map(({ name }) => name);
}
