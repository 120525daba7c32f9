import type { Language } from '../domain/category.js';
import { dateIn } from '../i18n/dates.js';
import { textsIn } from '../i18n/texts.js';
import { type Block, heading, paragraph, subheading } from '../paper/paper.js';
import type { AttachedPart } from './attached-files.js';
import type { ReturnedData } from './copy-input.js';

/** What another system of the controller returned of the person, and the file of the copy it is in. */
export interface FromSystem {
  readonly system: { readonly code: string; readonly text: string };
  readonly returnedOn: string;
  readonly file: string;
}

/** The same for reading: so much of it as a page shows. */
export interface ShownSystem extends FromSystem {
  readonly rows: readonly Row[];
  /** False where the file has more. */
  readonly whole: boolean;
}

/** A value with the way to it: `orders / 1 / total`. */
export type Row = readonly [way: string, value: string];

/** More than anyone reads on a page; the file has it all. */
const MOST_ROWS = 2_000;
const MOST_CHARACTERS = 256 * 1024;
/** Bytes kept at once. */
const PIECE = 512 * 1024;

const nameOf = ({ system }: Pick<ReturnedData, 'system'>) => `system-${system.code}.json`;

export const fromSystem = ({ system, returnedOn }: ReturnedData): FromSystem => ({
  system,
  returnedOn,
  file: `files/${nameOf({ system })}`,
});

/** What other systems returned, each as a file of its own; opened one after the other. */
export const systemParts = (returned: readonly ReturnedData[]): AttachedPart[] =>
  returned.map((each) => ({
    name: nameOf(each),
    contentType: 'application/json',
    async *content() {
      const { system, returnedOn } = each;
      const document = { system, returnedOn, data: each.data() };
      const bytes = Buffer.from(`${JSON.stringify(document, null, 2)}\n`, 'utf8');
      for (let at = 0; at < bytes.length; at += PIECE)
        yield await Promise.resolve(bytes.subarray(at, at + PIECE));
    },
    shown: () => beginningOf(each.data()),
  }));

/** Marked as coming from that system. */
export function systemSections(systems: readonly ShownSystem[], language: Language): Block[] {
  if (systems.length === 0) return [];
  const t = textsIn(language);
  return [
    heading(t('copyDoc.fromSystems')),
    paragraph(t('copyDoc.fromSystems.text')),
    ...systems.flatMap(({ system, returnedOn, file, rows, whole }): Block[] => [
      subheading(system.text),
      paragraph(t('copyDoc.fromSystems.on', { date: dateIn(language, returnedOn) })),
      ...(rows.length === 0 ? [] : [{ kind: 'facts', rows } as const]),
      ...(whole ? [] : [paragraph(t('copyDoc.fromSystems.more'))]),
      { kind: 'links', label: system.text, items: [{ href: file, text: file.replace(/^files\//, '') }] },
    ]),
  ];
}

function beginningOf(data: unknown): { rows: Row[]; whole: boolean } {
  const rows: Row[] = [];
  let characters = 0;
  for (const row of rowsOf(data)) {
    characters += row[0].length + row[1].length;
    if (rows.length === MOST_ROWS || characters > MOST_CHARACTERS) return { rows, whole: false };
    rows.push(row);
  }
  return { rows, whole: true };
}

function* rowsOf(data: unknown, way: readonly string[] = []): Generator<Row> {
  if (typeof data !== 'object' || data === null)
    return yield [way.join(' / '), data === null ? '–' : String(data)];
  for (const [key, part] of Object.entries(data))
    yield* rowsOf(part, [...way, Array.isArray(data) ? String(Number(key) + 1) : key]);
}
