import { textsIn } from '../i18n/texts.js';
import type { Paper } from './paper.js';
import { PAGE, RULE, STYLES } from './pdf-style.js';
import type { Typeface } from './typeface.js';

/** What every page but the first says at its head, and every page at its foot. Decoration: the text itself is read once. */
export function runningLines(document: PDFKit.PDFDocument, type: Typeface, paper: Paper): void {
  const { start, count } = document.bufferedPageRange();
  const t = textsIn(paper.language);
  const style = STYLES.margin;
  const right = PAGE.width - PAGE.right;
  for (let index = 0; index < count; index++) {
    document.switchToPage(start + index);
    const number = type.printable(t('paper.page', { page: index + 1, pages: count }), style);
    const foot = PAGE.height - PAGE.bottom + 26;
    line('Bottom', () => {
      document.rect(PAGE.left, foot - 7, right - PAGE.left, 0.6).fill(RULE);
      const width = type.width(number, style);
      write(
        shortened(type, [paper.sender[0] ?? '', paper.title].join(' – '), right - PAGE.left - width - 24),
        PAGE.left,
        foot,
      );
      write(number, right - width, foot);
    });
  }

  function line(edge: 'Top' | 'Bottom', draw: () => void): void {
    document.markContent('Artifact', { type: 'Pagination', attached: [edge] });
    draw();
    document.endMarkedContent();
  }

  function write(text: string, x: number, y: number): void {
    type.choose(style);
    document.text(text, x, y, { lineBreak: false });
  }
}

function shortened(type: Typeface, text: string, width: number): string {
  const style = STYLES.margin;
  let signs = [...type.printable(text, style)];
  if (type.width(signs.join(''), style) <= width) return signs.join('');
  while (signs.length > 1 && type.width(`${signs.join('')}…`, style) > width) signs = signs.slice(0, -1);
  return `${signs.join('').trimEnd()}…`;
}
