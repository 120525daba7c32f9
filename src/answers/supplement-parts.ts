import type { CalendarDate } from '../domain/calendar-date.js';
import type { Language } from '../domain/category.js';
import { textsIn } from '../i18n/texts.js';
import { paperHtml } from '../paper/paper-html.js';
import { keepFiles, shownSystems } from './attached-files.js';
import type { ReturnedData } from './copy-input.js';
import type { PageKeeper } from './keeping-copy.js';
import { attachedParts, type KeptCopy, type PageReader } from './kept-copy.js';
import { type PackagePart, textPart } from './package-part.js';
import { type FromSystem, fromSystem, systemParts, systemSections } from './system-parts.js';

type KeptSupplement = Extract<KeptCopy, { kind: 'supplement' }>;

export interface SupplementCover {
  readonly reference: string;
  readonly preparedOn: CalendarDate;
  readonly fromSystems: readonly FromSystem[];
}

/** What other systems returned after the copy was made. */
export async function keepSupplement(
  returned: readonly ReturnedData[],
  { language, ...cover }: Omit<SupplementCover, 'fromSystems'> & { readonly language: Language },
  keeper: PageKeeper,
): Promise<KeptSupplement> {
  const attached = await keepFiles(systemParts(returned), keeper);
  const whole = { ...cover, fromSystems: returned.map(fromSystem) };
  return { kind: 'supplement', language, cover: whole, data: [], attached, pages: keeper.pages };
}

/** A page of its own for reading, and the files. */
export function supplementParts(kept: KeptSupplement, reader: PageReader): PackagePart[] {
  const { language, cover, attached } = kept;
  const t = textsIn(language);
  const title = t('copyDoc.fromSystems');
  const page = textPart('systems.html', 'text/html; charset=utf-8', async function* () {
    yield paperHtml({
      language,
      subject: title,
      title,
      sender: [],
      addressee: null,
      date: null,
      blocks: [
        { kind: 'facts', rows: [[t('term.reference'), cover.reference]] },
        ...systemSections(await shownSystems(cover.fromSystems, attached, reader), language),
      ],
    });
  });
  return [page, ...attachedParts(kept, reader)];
}
