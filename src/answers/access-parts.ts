import type { Paper } from '../paper/paper.js';
import { paperPdf } from '../paper/paper-pdf.js';
import { ACCESS_COPY_SCHEMA } from './access-copy-schema.js';
import { shownSystems } from './attached-files.js';
import type { AccessCover, AccessDatum } from './copy-document.js';
import { copyPage, dataPage, type ShownCategory } from './copy-page.js';
import { allRowsOf, attachedParts, type KeptCopy, type PageReader } from './kept-copy.js';
import type { CategoryPages } from './package-pages.js';
import { bytesPart, coveredJsonPart, jsonPart, type PackagePart, textPart } from './package-part.js';
import { csvParts } from './portable-csv.js';

export type KeptAccess = Extract<KeptCopy, { kind: 'access' }>;

/** The letter that points to a package, for the day it is printed. */
export interface PackageLetter {
  readonly paper: Paper;
  readonly madeAt: Date;
}

const HTML = 'text/html; charset=utf-8';

/** A category that fills more than one page stands on pages of its own; the first page of the copy leads there. */
export const isPaged = ({ pages }: Pick<CategoryPages, 'pages'>) => pages.length > 1;

/** The copy as one page, as one document, and the files that come with it. Nothing of a copy that no single page can show. */
export function accessFiles(kept: KeptAccess, reader: PageReader): PackagePart[] {
  if (kept.data.some(isPaged) || kept.attached.some(isPaged)) return [];
  return [
    firstPage(kept, reader, { name: 'copy.html', sameIn: 'copy.json' }),
    coveredJsonPart('copy.json', kept.cover, () => allRowsOf<AccessDatum>(kept, reader)),
    ...attachedParts(kept, reader),
  ];
}

/** Art. 15: for reading, for machines, for a spreadsheet, and the letter. */
export function accessArchive(
  kept: KeptAccess,
  reader: PageReader,
  letter: PackageLetter | null,
): PackagePart[] {
  const document = { $schema: './schema.json', ...kept.cover };
  return [
    firstPage(kept, reader, { name: 'index.html', sameIn: 'data.json' }),
    coveredJsonPart('data.json', document, () => allRowsOf<AccessDatum>(kept, reader)),
    jsonPart('schema.json', () => ACCESS_COPY_SCHEMA),
    ...kept.data.filter(isPaged).flatMap((category) => dataPages(kept, category, reader)),
    ...csvParts(kept, reader),
    ...attachedParts(kept, reader),
    ...(letter
      ? [bytesPart('letter.pdf', 'application/pdf', () => paperPdf(letter.paper, letter.madeAt))]
      : []),
  ];
}

function firstPage(
  kept: KeptAccess,
  reader: PageReader,
  { name, sameIn }: { name: string; sameIn: string },
): PackagePart {
  return textPart(name, HTML, async function* () {
    const shown: ShownCategory[] = [];
    for (const each of kept.data) {
      const paged = isPaged(each);
      const rows = paged ? [] : ((await reader.rows(each.pages[0]!)) as readonly AccessDatum[]);
      shown.push({ category: each.category, rows, pages: paged ? each.pages.length : 0 });
    }
    // Copies from before there were connected systems have no such part.
    const { fromSystems = [] } = kept.cover as Partial<AccessCover>;
    const systems = await shownSystems(fromSystems, kept.attached, reader);
    const ofSystems = fromSystems.map(({ file }) => file);
    const files = kept.attached.flatMap(({ name: file }) => (ofSystems.includes(file) ? [] : [file]));
    yield copyPage(kept.cover, shown, { sameIn, systems, files });
  });
}

function dataPages(kept: KeptAccess, { category, pages }: CategoryPages, reader: PageReader): PackagePart[] {
  return pages.map((page, index) => {
    const place = { category, number: index + 1, of: pages.length };
    return textPart(pageName(place), HTML, async function* () {
      yield dataPage(kept.cover, place, (await reader.rows(page)) as readonly AccessDatum[]);
    });
  });
}

const pageName = ({ category, number }: { category: string; number: number }) =>
  `pages/${category}-${number}.html`;
