import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  visit,
  type YAMLError,
} from 'yaml';
import type { PolicyProblem } from './policy-error.js';

/** A problem before it is known which line it stands on. */
export type Defect = Omit<PolicyProblem, 'file' | 'line'>;

type SourceProblem = Omit<PolicyProblem, 'file'>;

export interface PolicySource {
  readonly content: unknown;
  readonly problems: readonly SourceProblem[];
  lineOf(pointer: string): number;
}

export function readPolicySource(text: string): PolicySource {
  const lines = new LineCounter();
  // Pretty errors quote the line at fault, and a policy error never repeats a value.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const problems: SourceProblem[] = document.errors.map((error) => ({
    line: lines.linePos(error.pos[0]).line,
    pointer: error.code === 'DUPLICATE_KEY' ? pointerAt(document, error.pos[0]) : '',
    reason: reasonOf(error),
  }));
  if (problems.length === 0 && isEmpty(document)) {
    problems.push({ line: 1, pointer: '', reason: 'the file is empty' });
  }
  return {
    content: problems.length === 0 ? contentOf(document, problems) : undefined,
    problems,
    lineOf: (pointer) => lineOf(document, lines, segmentsOf(pointer)),
  };
}

export function pointerTo(...segments: readonly (string | number)[]): string {
  return segments.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** Aliases that lead nowhere or multiply without end come to light only when they are resolved. */
function contentOf(document: Document.Parsed, problems: SourceProblem[]): unknown {
  try {
    return document.toJS();
  } catch {
    problems.push({ line: 1, pointer: '', reason: 'has an alias that cannot be resolved' });
    return undefined;
  }
}

function segmentsOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function isEmpty({ contents }: Document.Parsed): boolean {
  return contents === null || (isScalar(contents) && contents.value === null);
}

function reasonOf({ code }: YAMLError): string {
  return code === 'DUPLICATE_KEY' ? 'the key stands here twice' : `not readable as YAML (${code})`;
}

/** The line of the key or entry a pointer names, or of the nearest one above it that exists. */
function lineOf(document: Document.Parsed, lines: LineCounter, segments: readonly string[]): number {
  let node: unknown = document.contents;
  let offset = document.contents?.range[0] ?? 0;
  for (const segment of segments) {
    const step = stepInto(node, segment);
    if (!step) break;
    offset = step.at.range?.[0] ?? offset;
    node = step.node;
  }
  return lines.linePos(offset).line;
}

function stepInto(node: unknown, segment: string): { at: Node; node: unknown } | null {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => keyName(key) === segment);
    return pair ? { at: pair.key as Node, node: pair.value } : null;
  }
  const item = isSeq(node) ? node.items[Number(segment)] : undefined;
  return item === undefined ? null : { at: item as Node, node: item };
}

function keyName(key: unknown): string {
  return String(isScalar(key) ? key.value : key);
}

/** The pointer of the key that begins at an offset of the text. */
function pointerAt(document: Document.Parsed, offset: number): string {
  let found = '';
  visit(document, {
    Pair(_, pair, path) {
      if ((pair.key as Node | null)?.range?.[0] !== offset) return undefined;
      found = pointerTo(...namesOn([...path, pair]));
      return visit.BREAK;
    },
  });
  return found;
}

function namesOn(path: readonly unknown[]): (string | number)[] {
  return path.flatMap((node, depth): (string | number)[] => {
    const parent = path[depth - 1];
    if (isSeq(parent)) return [parent.items.indexOf(node)];
    return isMap(parent) ? [keyName((node as Pair).key)] : [];
  });
}
