import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { accessArchive, accessFiles, type PackageLetter } from './access-parts.js';
import type { KeptCopy, PageReader } from './kept-copy.js';
import type { PackagePart } from './package-part.js';
import { portableParts } from './portable-parts.js';
import { supplementParts } from './supplement-parts.js';

/** A package as it was kept, with the letter that points to it. */
export interface OpenedPackage {
  /** Reference and right: says whose it is to nobody else. */
  readonly name: string;
  readonly madeAt: Date;
  readonly kept: KeptCopy;
  readonly reader: PageReader;
  readonly letter: PackageLetter | null;
}

/** The files one by one, and last all of them as one. */
export function packageParts(opened: OpenedPackage): PackagePart[] {
  const { kept, reader } = opened;
  const files = kept.kind === 'access' ? accessFiles(kept, reader) : wholeParts(kept, reader);
  return [...files, packageArchive(opened)];
}

/** Everything of a package as one ZIP. Made while it is fetched: the same package gives the same bytes. */
export function packageArchive({ name, madeAt, kept, reader, letter }: OpenedPackage): PackagePart {
  const inside = () =>
    kept.kind === 'access' ? accessArchive(kept, reader, letter) : wholeParts(kept, reader);
  return {
    name: `${name}.zip`,
    contentType: 'application/zip',
    content: () => zipped(inside(), madeAt),
  };
}

/** Packages that have the same files one by one and as one. */
const wholeParts = (kept: Exclude<KeptCopy, { kind: 'access' }>, reader: PageReader): PackagePart[] =>
  kept.kind === 'portability' ? portableParts(kept, reader) : supplementParts(kept, reader);

/** One part after the other, each opened when its turn has come, as fast as somebody reads. */
async function* zipped(parts: readonly PackagePart[], mtime: Date): AsyncGenerator<Buffer> {
  const zip = new ZipFile();
  const archive = zip.outputStream as Readable;
  zip.on('error', (error: Error) => archive.destroy(error));
  for (const part of parts) {
    zip.addReadStreamLazy(part.name, { mtime, mode: 0o100644 }, (open) => {
      const content = Readable.from(part.content(), { objectMode: false });
      content.on('error', (error) => archive.destroy(error));
      open(null, content);
    });
  }
  zip.end();
  yield* archive as AsyncIterable<Buffer>;
}
