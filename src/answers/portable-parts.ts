import { createHash } from 'node:crypto';
import { allRowsOf, attachedParts, type KeptCopy, type PageReader } from './kept-copy.js';
import { coveredJsonPart, jsonPart, type PackagePart, textPart } from './package-part.js';
import { csvParts } from './portable-csv.js';
import { PORTABLE_DATA_SCHEMA, type PortableDatum } from './portable-data.js';

type KeptPortable = Extract<KeptCopy, { kind: 'portability' }>;

interface Sum {
  readonly bytes: number;
  readonly sha256: string;
}

/** Art. 20: what the person provided, with its schema, as JSON and per category as CSV, and a list of the files. */
export function portableParts(kept: KeptPortable, reader: PageReader): PackagePart[] {
  const { cover } = kept;
  const files = [
    coveredJsonPart('data.json', cover, () => allRowsOf<PortableDatum>(kept, reader)),
    jsonPart('schema.json', () => PORTABLE_DATA_SCHEMA),
    ...csvParts(kept, reader),
    ...attachedParts(kept, reader),
  ].map(summed);
  const manifest = textPart('manifest.json', 'application/json', async function* () {
    const listed = [];
    for (const { part, sum } of files) {
      const { name, contentType } = part;
      listed.push({ name, contentType, ...(await sum()) });
    }
    const { reference, preparedOn } = cover;
    yield `${JSON.stringify({ reference, preparedOn, files: listed }, null, 2)}\n`;
  });
  return [...files.map(({ part }) => part), manifest];
}

/** Reckons the sum of a part while it is read, or reads it for that when nobody has. */
function summed(part: PackagePart): { part: PackagePart; sum: () => Promise<Sum> } {
  let known: Sum | undefined;
  async function* content() {
    const hash = createHash('sha256');
    let bytes = 0;
    for await (const piece of part.content()) {
      hash.update(piece);
      bytes += piece.length;
      yield piece;
    }
    known = { bytes, sha256: hash.digest('hex') };
  }
  const sum = async () => {
    if (known === undefined) for await (const piece of content()) void piece;
    return known!;
  };
  return { part: { ...part, content }, sum };
}
