import { type Attached, keepFiles } from './attached-files.js';
import { accessCover, accessData } from './copy-document.js';
import { type CopiedDatum, copiedPairs, type CopyInput } from './copy-input.js';
import type { KeptCopy } from './kept-copy.js';
import { PageWriter } from './package-pages.js';
import { portableCover, portableDatum } from './portable-data.js';

/** Where pages are kept; each gets the next number. */
export interface PageKeeper {
  /** How many there are so far. */
  readonly pages: number;
  keepRows(rows: readonly unknown[]): Promise<number>;
  keepBytes(bytes: Uint8Array): Promise<number>;
}

type Values = AsyncIterable<readonly CopiedDatum[]>;

/**
 * Art. 15: everything the register holds of the person and what the law wants said of it.
 * @param values the data of the person in batches, as `copiedPairs` wants them
 * @param attached files of other systems that belong to the copy
 */
export async function keepAccessCopy(
  input: CopyInput,
  values: Values,
  keeper: PageKeeper,
  attached: Attached = [],
): Promise<KeptCopy> {
  const writer = new PageWriter((rows) => keeper.keepRows(rows));
  const inCopy = accessData(input);
  for await (const pair of copiedPairs(input, values)) await writer.add(inCopy(pair));
  const data = await writer.end();
  const files = await keepFiles(attached, keeper);
  const cover = accessCover(input);
  return { kind: 'access', language: input.language, cover, data, attached: files, pages: keeper.pages };
}

/**
 * Art. 20: what the person provided.
 * @param values the data of the person in batches, as `copiedPairs` wants them
 * @param attached files of other systems that belong to the copy
 */
export async function keepPortableCopy(
  input: CopyInput,
  values: Values,
  keeper: PageKeeper,
  attached: Attached = [],
): Promise<KeptCopy> {
  const writer = new PageWriter((rows) => keeper.keepRows(rows));
  for await (const pair of copiedPairs(input, values)) await writer.add(portableDatum(pair));
  const data = await writer.end();
  const files = await keepFiles(attached, keeper);
  const cover = portableCover(input);
  return {
    kind: 'portability',
    language: input.language,
    cover,
    data,
    attached: files,
    pages: keeper.pages,
  };
}
