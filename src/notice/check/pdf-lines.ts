import { getDocumentProxy } from 'unpdf';
import type { NoticeLine } from './notice-line.js';
import { UnreadableNotice } from './unreadable-notice.js';

const MOST_PAGES = 200;
/** Points: what lies further right than this is a column of its own. */
const COLUMN_GAP = 60;

/** Words that stand on one line without a gap. */
interface Run {
  readonly x: number;
  readonly y: number;
  readonly end: number;
  readonly size: number;
  readonly text: string;
}

/** The text of a PDF as lines: larger letters and the left of two columns are headings. */
export async function pdfLines(bytes: Uint8Array): Promise<NoticeLine[]> {
  const runs = await runsOf(bytes);
  const size = mostCommon(runs.map((run) => Math.round(run.size * 2) / 2));
  const column = secondColumn(runs);
  return runs.map((run) => {
    if (run.size > size * 1.12) return { label: run.text, text: '', level: 2 };
    if (column === null) return { label: null, text: run.text };
    return run.x < column - 5
      ? { label: run.text, text: '', level: 0 }
      : { label: '', text: run.text, level: 0 };
  });
}

async function runsOf(bytes: Uint8Array): Promise<Run[]> {
  try {
    const pdf = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0, isEvalSupported: false });
    if (pdf.numPages > MOST_PAGES) throw new UnreadableNotice('has more pages than a notice');
    const runs: Run[] = [];
    for (let number = 1; number <= pdf.numPages; number++) {
      const page = await pdf.getPage(number);
      const { items }: { items: object[] } = await page.getTextContent();
      runs.push(...joined(items.filter(isText).map(runOf)));
    }
    await pdf.destroy();
    return runs;
  } catch (error) {
    if (error instanceof UnreadableNotice) throw error;
    throw new UnreadableNotice('is no PDF that can be read');
  }
}

interface TextItem {
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
  readonly height: number;
}

/** Blanks are drawn as wide as the gap between two columns; the gap itself tells more. */
const isText = (item: object): item is TextItem => 'str' in item && String(item.str).trim() !== '';

function runOf({ str, transform, width, height }: TextItem): Run {
  const [, , , scale = 0, x = 0, y = 0] = transform;
  return { x, y, end: x + width, size: height || Math.abs(scale), text: str };
}

/** Pieces of one line become one run, in the order the file draws them. */
function joined(pieces: readonly Run[]): Run[] {
  const runs: Run[] = [];
  for (const piece of pieces) {
    const last = runs.at(-1);
    const sameLine = last && Math.abs(last.y - piece.y) < 2 && piece.x >= last.end - 1;
    if (!sameLine || piece.x - last.end > COLUMN_GAP / 4) {
      if (piece.text.trim() !== '') runs.push(piece);
      continue;
    }
    const space = piece.x - last.end > last.size * 0.15 ? ' ' : '';
    runs[runs.length - 1] = { ...last, end: piece.end, text: `${last.text}${space}${piece.text}` };
  }
  return runs;
}

/** Where the second of two columns begins: the place at which at least a quarter of the lines start. */
function secondColumn(runs: readonly Run[]): number | null {
  if (runs.length === 0) return null;
  const starts = runs.map(({ x }) => Math.round(x));
  const left = Math.min(...starts.slice(0, 5000));
  const right = starts.filter((x) => x > left + COLUMN_GAP);
  const column = mostCommon(right);
  const there = right.filter((x) => Math.abs(x - column) <= 3).length;
  return there >= Math.max(3, runs.length / 4) ? column : null;
}

function mostCommon(numbers: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  let best = 0;
  for (const [number, count] of counts) if (count > (counts.get(best) ?? 0)) best = number;
  return best;
}
