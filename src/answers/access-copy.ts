import { createHash } from 'node:crypto';
import type { PackageFile } from './answer.js';
import { file, json } from './package-file.js';
import { copyDocument } from './copy-document.js';
import type { CopyInput } from './copy-input.js';
import { copyPage } from './copy-page.js';
import { csvFiles } from './portable-csv.js';
import { portableData, PORTABLE_DATA_SCHEMA } from './portable-data.js';

export type { CopyInput } from './copy-input.js';

/** Art. 15: everything the register holds of the person and what the law wants said of it, for machines and for reading. */
export function accessCopy(input: CopyInput): PackageFile[] {
  const document = copyDocument(input);
  return [file('copy.html', 'text/html; charset=utf-8', copyPage(document)), json('copy.json', document)];
}

/** Art. 20: what the person provided, with its schema, as JSON and per category as CSV, and a list of the files. */
export function portabilityPackage(input: CopyInput): PackageFile[] {
  const portable = portableData(input);
  const files = [
    json('data.json', portable),
    json('schema.json', PORTABLE_DATA_SCHEMA),
    ...csvFiles(portable.data, input.language),
  ];
  return [...files, json('manifest.json', manifest(input, files))];
}

function manifest({ reference, at }: CopyInput, files: readonly PackageFile[]) {
  return {
    reference,
    preparedOn: at,
    files: files.map(({ name, contentType, content }) => {
      const bytes = Buffer.from(content, 'base64');
      return {
        name,
        contentType,
        bytes: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      };
    }),
  };
}
