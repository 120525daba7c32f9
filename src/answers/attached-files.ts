import type { AttachedFile, PageReader } from './kept-copy.js';
import type { PageKeeper } from './keeping-copy.js';
import type { PackagePart } from './package-part.js';
import type { FromSystem, Row, ShownSystem } from './system-parts.js';

/** A file that comes with a copy as it is, and its beginning where that can be read on the page. */
export interface AttachedPart extends PackagePart {
  shown?(): { readonly rows: readonly Row[]; readonly whole: boolean };
}

export type Attached = AsyncIterable<AttachedPart> | Iterable<AttachedPart>;

export async function keepFiles(parts: Attached, keeper: PageKeeper): Promise<AttachedFile[]> {
  const files: AttachedFile[] = [];
  for await (const part of parts) {
    const { name, contentType } = part;
    const pages: number[] = [];
    for await (const bytes of part.content()) pages.push(await keeper.keepBytes(bytes));
    const shown = part.shown?.();
    const readable = shown && { page: await keeper.keepRows(shown.rows), whole: shown.whole };
    files.push({ name: `files/${name}`, contentType, pages, ...(readable ? { readable } : {}) });
  }
  return files;
}

/** What other systems returned, with so much of it as the page shows. */
export async function shownSystems(
  fromSystems: readonly FromSystem[],
  attached: readonly AttachedFile[],
  reader: PageReader,
): Promise<ShownSystem[]> {
  const shown: ShownSystem[] = [];
  for (const each of fromSystems) {
    const readable = attached.find(({ name }) => name === each.file)?.readable;
    const rows = readable ? ((await reader.rows(readable.page)) as readonly Row[]) : [];
    shown.push({ ...each, rows, whole: readable?.whole ?? false });
  }
  return shown;
}
