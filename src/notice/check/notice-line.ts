import { tidy, withoutMarkup } from './markup.js';

/** A line of a notice, whatever it was published as. */
export interface NoticeLine {
  /** A heading or the left cell of a row; empty where a cell goes on after a page break; null where the line is plain text. */
  readonly label: string | null;
  readonly text: string;
  /** Depth of a heading, 1 to 6; 0 for a row of a table. */
  readonly level?: number;
  /** A row that ends here: what follows belongs to the heading above it, not to the row. */
  readonly ends?: boolean;
}

const TITLE_MARK = /^(#{1,6})\s+(.*)$/;
const FACT = /^\s*[-*•]?\s*(?:\*\*|__)([^*_]{1,100}?):?(?:\*\*|__):?\s+(?=\S)(.*)$/;
const TABLE_ROW = /^\|(.*)\|\s*$/;
const TABLE_RULE = /^[|:\s-]+$/;

/** Plain text or Markdown: a tab or a pipe parts a heading from its clause. */
export function textLines(text: string): NoticeLine[] {
  return text.split(/\r\n|[\r\n\f\u2028\u2029]/).flatMap(lineOf);
}

function lineOf(quoted: string): NoticeLine[] {
  const line = quoted.replace(/^\s{0,3}(?:> ?)+/, '');
  if (line.trim() === '') return [];
  const mark = TITLE_MARK.exec(line);
  if (mark) return [{ label: plain(mark[2]!), text: '', level: mark[1]!.length }];
  const row = TABLE_ROW.exec(line.trim());
  if (row) return TABLE_RULE.test(line) ? [] : [{ ...rowOf(row[1]!, '|'), ends: true }];
  if (line.includes('\t')) return [rowOf(line, '\t')];
  const fact = FACT.exec(line);
  if (fact) return [{ label: plain(fact[1]!), text: withoutMarkup(fact[2]!), level: 0, ends: true }];
  const emphasised = /^\s*(?:\*\*|__)([^*_]{1,200})(?:\*\*|__)[:.]?\s*$/.exec(line);
  if (emphasised) return [{ label: plain(emphasised[1]!), text: '', level: 6 }];
  return [{ label: null, text: withoutMarkup(line) }];
}

function rowOf(line: string, mark: string): NoticeLine {
  const cut = line.indexOf(mark);
  return cut < 0
    ? { label: null, text: withoutMarkup(line) }
    : {
        label: plain(line.slice(0, cut)),
        text: withoutMarkup(line.slice(cut + 1)).replaceAll(mark, ' '),
        level: 0,
      };
}

const plain = (text: string) =>
  tidy(withoutMarkup(text))
    .replaceAll('\n', ' ')
    .replace(/[*_]{2}/g, '');
