import { buffer } from 'node:stream/consumers';
import type { CopiedDatum, CopyInput } from '../../src/answers/copy-input.js';
import { keepAccessCopy, keepPortableCopy, type PageKeeper } from '../../src/answers/keeping-copy.js';
import type { KeptCopy, PageReader } from '../../src/answers/kept-copy.js';
import { type OpenedPackage, packageParts } from '../../src/answers/package-archive.js';
import type { PackagePart } from '../../src/answers/package-part.js';

/** What a copy is made from, values included. */
export type Sample = Omit<CopyInput, 'data'> & { readonly data: readonly CopiedDatum[] };

type Kept = Pick<OpenedPackage, 'kept' | 'reader'>;

/** Pages as the database would keep them. */
export function pagesInMemory(): { keeper: PageKeeper; reader: PageReader } {
  const pages: Buffer[] = [];
  const keepBytes = (bytes: Uint8Array) => Promise.resolve(pages.push(Buffer.from(bytes)) - 1);
  const bytes = (page: number) => Promise.resolve(pages[page]!);
  return {
    keeper: {
      get pages() {
        return pages.length;
      },
      keepBytes,
      keepRows: (rows) => keepBytes(Buffer.from(JSON.stringify(rows))),
    },
    reader: {
      bytes,
      rows: async (page) => JSON.parse((await bytes(page)).toString()) as readonly unknown[],
    },
  };
}

export const keptAccess = (sample: Sample, attached: PackagePart[] = []): Promise<Kept> =>
  kept(sample, (values, keeper) => keepAccessCopy(sample, values, keeper, attached));

export const keptPortable = (sample: Sample): Promise<Kept> =>
  kept(sample, (values, keeper) => keepPortableCopy(sample, values, keeper));

async function kept(
  { data }: Sample,
  make: (values: AsyncIterable<readonly CopiedDatum[]>, keeper: PageKeeper) => Promise<KeptCopy>,
): Promise<Kept> {
  const { keeper, reader } = pagesInMemory();
  async function* values() {
    yield await Promise.resolve(data);
  }
  return { kept: await make(values(), keeper), reader };
}

export const bytesOf = (part: PackagePart): Promise<Buffer> => buffer(part.content());

/** The files that come one by one, as text, in their order. */
export async function textsOf({ kept: made, reader }: Kept): Promise<Map<string, string>> {
  const madeAt = new Date('2026-11-20T08:30:00Z');
  const texts = new Map<string, string>();
  for (const part of packageParts({ name: 'X', madeAt, kept: made, reader, letter: null }).slice(0, -1))
    texts.set(part.name, (await bytesOf(part)).toString('utf8'));
  return texts;
}
