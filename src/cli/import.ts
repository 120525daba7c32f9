import { createReadStream } from 'node:fs';
import { access, constants } from 'node:fs/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { CsvImport } from '../customers/import/csv-import.service.js';
import { IMPORT_KINDS, isImportKind } from '../customers/import/import-columns.js';
import { ImportRefused, type ImportReport } from '../customers/import/import-report.js';
import { DomainError } from '../domain/domain-error.js';
import { inHouse } from './in-house.js';

export interface ImportArguments {
  readonly register: string;
  readonly kind: string;
  readonly file: string;
  readonly json?: boolean;
}

interface Output {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

const CONSOLE: Output = {
  out: (text) => void process.stdout.write(`${text}\n`),
  err: (text) => void process.stderr.write(`${text}\n`),
};

/** `suoja import`, on the service's own code and database. */
export async function importFile(
  file: string,
  options: { register: string; kind: string; json?: boolean },
): Promise<void> {
  await inHouse(async (app) => {
    process.exitCode = await runImport(app, { ...options, file });
  });
}

/** Exit code: 0 every line was taken in, 1 some were not, 2 the input as a whole cannot be used. */
export async function runImport(
  app: INestApplicationContext,
  { register, kind, file, json = false }: ImportArguments,
  { out, err }: Output = CONSOLE,
): Promise<0 | 1 | 2> {
  if (!isImportKind(kind)) return refuse(err, `Unknown kind. Kinds: ${IMPORT_KINDS.join(', ')}.`);
  try {
    await access(file, constants.R_OK);
  } catch {
    return refuse(err, 'The file cannot be read.');
  }
  try {
    const report = await app
      .get(CsvImport, { strict: false })
      .importCsv(register, kind, createReadStream(file), 'system');
    out(json ? JSON.stringify(report) : readable(report));
    return report.failed === 0 ? 0 : 1;
  } catch (error) {
    if (error instanceof ImportRefused) return refuse(err, error.message);
    if (error instanceof DomainError) return refuse(err, 'There is no such register.');
    if (isFileError(error)) return refuse(err, 'The file cannot be read.');
    throw error;
  }
}

function refuse(err: Output['err'], sentence: string): 2 {
  err(sentence);
  return 2;
}

const isFileError = (error: unknown) =>
  error instanceof Error && 'syscall' in error && error.syscall === 'read';

function readable({ imported, updated, unchanged, failed, errors }: ImportReport): string {
  const counts = `imported ${imported}, updated ${updated}, unchanged ${unchanged}, not taken in ${failed}`;
  const lines = errors.map(({ line, column, code, detail }) =>
    [`line ${line}`, column, code, detail].filter((part) => part !== null).join(': '),
  );
  return [counts, ...lines].join('\n');
}
