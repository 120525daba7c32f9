import type { AccessCover, AccessDatum } from './copy-document.js';
import type { CategoryPages } from './package-pages.js';
import type { PackagePart } from './package-part.js';
import type { PortableCover, PortableDatum } from './portable-data.js';
import type { SupplementCover } from './supplement-parts.js';
import type { Language } from '../domain/category.js';

interface Kept<Kind extends string, Cover> {
  readonly kind: Kind;
  readonly language: Language;
  readonly cover: Cover;
  readonly data: readonly CategoryPages[];
  /** Files that come with the copy as they are. */
  readonly attached: readonly AttachedFile[];
  /** How many pages there are in all: a lost one shows. */
  readonly pages: number;
}

export interface AttachedFile {
  readonly name: string;
  readonly contentType: string;
  readonly pages: readonly number[];
  /** The page with its beginning as rows, and whether that is all of it. */
  readonly readable?: { readonly page: number; readonly whole: boolean };
}

/** A copy as it was made: what is said of the person at its head, and on which pages the data themselves are. */
export type KeptCopy =
  Kept<'access', AccessCover> | Kept<'portability', PortableCover> | Kept<'supplement', SupplementCover>;

/** Reads the pages of a kept copy, one at a time. */
export interface PageReader {
  rows(page: number): Promise<readonly unknown[]>;
  bytes(page: number): Promise<Uint8Array>;
}

/** The data of a category page by page. */
export async function* rowsOf<Datum extends AccessDatum | PortableDatum>(
  pages: readonly number[],
  reader: PageReader,
): AsyncGenerator<readonly Datum[]> {
  for (const page of pages) yield (await reader.rows(page)) as readonly Datum[];
}

/** All data, category after category. */
export async function* allRowsOf<Datum extends AccessDatum | PortableDatum>(
  { data }: Pick<KeptCopy, 'data'>,
  reader: PageReader,
): AsyncGenerator<readonly Datum[]> {
  for (const { pages } of data) yield* rowsOf<Datum>(pages, reader);
}

export const attachedParts = ({ attached }: Pick<KeptCopy, 'attached'>, reader: PageReader): PackagePart[] =>
  attached.map(({ name, contentType, pages }) => ({
    name,
    contentType,
    async *content() {
      for (const page of pages) yield await reader.bytes(page);
    },
  }));
