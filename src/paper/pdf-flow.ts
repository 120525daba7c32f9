import { ACCENT, PAGE, RULE, type Style, WASH } from './pdf-style.js';
import type { Typeface } from './typeface.js';

export type Element = PDFKit.PDFStructureElement;

/** The published types leave the scope of a table's heading cell out. */
export type ElementOptions = PDFKit.Mixins.StructureElementOptions & { readonly scope?: 'Column' | 'Row' };

export interface Column {
  readonly x: number;
  readonly width: number;
}

interface LinePlace {
  readonly x: number;
  readonly bulletAt?: number;
}

const FULL: Column = { x: PAGE.left, width: PAGE.width - PAGE.left - PAGE.right };
const FRAME = 12;

/** Where the next line goes. Everything printed is tagged, or marked as decoration that no reader is told of. */
export class PdfFlow {
  y: number = PAGE.top;
  private parents: Element[];
  private framed = false;

  constructor(
    readonly document: PDFKit.PDFDocument,
    readonly type: Typeface,
    root: Element,
  ) {
    this.parents = [root];
  }

  get column(): Column {
    return this.framed ? { x: FULL.x + FRAME + 4, width: FULL.width - 2 * FRAME - 4 } : FULL;
  }

  get room(): number {
    return PAGE.height - PAGE.bottom - this.y;
  }

  /** An element of the structure tree, closed when its content is printed. */
  element(type: string, print: (element: Element) => void, options: ElementOptions = {}): void {
    const element = this.document.struct(type, options);
    this.parents.at(-1)!.add(element);
    this.parents.push(element);
    print(element);
    this.parents.pop();
    element.end();
  }

  /** Lines of one element, over as many pages as they need; never a first line alone at the foot of a page. */
  lines(element: Element, lines: readonly string[], style: Style, at: LinePlace = this.column): void {
    if (this.room < style.leading * Math.min(2, lines.length)) this.turnPage();
    for (let done = 0; done < lines.length;) {
      if (this.room < style.leading) this.turnPage();
      const part = lines.slice(done, done + Math.floor(this.room / style.leading));
      this.shade(part.length * style.leading);
      const { bulletAt } = at;
      // For the eye only: a reader announces the item of a list by itself.
      if (done === 0 && bulletAt !== undefined) {
        this.decoration(() => this.print(['•'], style, bulletAt, this.y));
      }
      element.add(() => this.print(part, style, at.x, this.y));
      this.y += part.length * style.leading;
      done += part.length;
    }
  }

  /** Lines at a place, without moving on. The space at each end keeps words apart for readers that join lines. */
  print(lines: readonly string[], style: Style, x: number, y: number): void {
    this.type.choose(style);
    const drop = (style.leading - style.size) / 2 - style.size * 0.1;
    lines.forEach((line, index) => {
      const text = index < lines.length - 1 ? `${line} ` : line;
      if (text !== '') this.document.text(text, x, y + index * style.leading + drop, { lineBreak: false });
    });
  }

  space(points: number): void {
    if (this.room <= points) return this.turnPage();
    if (this.y === PAGE.top) return;
    this.shade(points);
    this.y += points;
  }

  /** Starts a new page unless this much of what follows fits on the one we are on. */
  keep(points: number): void {
    if (this.room < points && this.y > PAGE.top) this.turnPage();
  }

  turnPage(): void {
    this.document.addPage();
    this.y = PAGE.top;
  }

  rule(colour: string = RULE, thickness = 0.6): void {
    const { x, width } = this.column;
    this.decoration(() => this.document.rect(x, this.y, width, thickness).fill(colour));
  }

  /** A frame that goes on over a page break. */
  frame(print: () => void): void {
    this.framed = true;
    this.shade(FRAME - 2);
    this.y += FRAME - 2;
    print();
    this.shade(2);
    this.y += 2;
    this.framed = false;
  }

  /** Marked so that readers skip it; what is drawn here must not be inside an element. */
  decoration(draw: () => void): void {
    this.document.markContent('Artifact', { type: 'Layout' });
    draw();
    this.document.endMarkedContent();
  }

  private shade(height: number): void {
    if (!this.framed) return;
    this.decoration(() => {
      this.document.rect(FULL.x, this.y, FULL.width, height + 0.3).fill(WASH);
      this.document.rect(FULL.x, this.y, 3, height + 0.3).fill(ACCENT);
    });
  }
}
