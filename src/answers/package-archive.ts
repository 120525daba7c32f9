import { buffer } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { Paper } from '../paper/paper.js';
import { paperPdf } from '../paper/paper-pdf.js';
import { ACCESS_COPY_SCHEMA } from './access-copy-schema.js';
import type { PackageFile } from './answer.js';
import type { AccessCopy } from './copy-document.js';
import { copyPage } from './copy-page.js';
import { bytesOf, file, json } from './package-file.js';
import { csvFiles } from './portable-csv.js';

/** A package as it was kept, with the letter that points to it. */
export interface OpenedPackage {
  /** Reference and right: says whose it is to nobody else. */
  readonly name: string;
  readonly madeAt: Date;
  readonly files: readonly PackageFile[];
  readonly letter: { readonly paper: Paper; readonly madeAt: Date } | null;
}

/** Everything of a package as one ZIP. Made when it is fetched: the same package gives the same bytes. */
export async function packageArchive(opened: OpenedPackage): Promise<PackageFile> {
  const { name, madeAt, files } = opened;
  const copy = files.find((each) => each.name === 'copy.json');
  const inside = copy ? await accessFiles(copy, opened) : files;
  return file(`${name}.zip`, 'application/zip', await zipped(inside, madeAt));
}

/** Art. 15: for reading, for machines, for a spreadsheet, and the letter. A portability package is whole as it is. */
async function accessFiles(copyFile: PackageFile, { letter }: OpenedPackage): Promise<PackageFile[]> {
  const copy = JSON.parse(bytesOf(copyFile).toString('utf8')) as AccessCopy;
  const printed = letter && (await paperPdf(letter.paper, letter.madeAt));
  return [
    file('index.html', 'text/html; charset=utf-8', copyPage(copy, 'data.json')),
    json('data.json', { $schema: './schema.json', ...copy }),
    json('schema.json', ACCESS_COPY_SCHEMA),
    ...csvFiles(copy.data, copy.language),
    ...(printed ? [file('letter.pdf', 'application/pdf', printed)] : []),
  ];
}

function zipped(files: readonly PackageFile[], mtime: Date): Promise<Buffer> {
  const zip = new ZipFile();
  for (const each of files) zip.addBuffer(bytesOf(each), each.name, { mtime, mode: 0o100644 });
  zip.end();
  return buffer(zip.outputStream as Readable);
}
