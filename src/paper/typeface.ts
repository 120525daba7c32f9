import { createRequire } from 'node:module';
import type { Style } from './pdf-style.js';

const require = createRequire(import.meta.url);
const fontFile = (name: string) => require.resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`);

/** Whole fonts and no language subsets: those lack š and ž, which Finnish names and words have. */
const FILES = {
  regular: fontFile('DejaVuSansCondensed'),
  bold: fontFile('DejaVuSansCondensed-Bold'),
} as const satisfies Record<Style['face'], string>;

/** The font the document has chosen, as far as glyphs are concerned; its published types leave this out. */
interface ChosenFont {
  readonly _font: { readonly font: { hasGlyphForCodePoint(codePoint: number): boolean } };
}

/** Measures and prepares text in the embedded fonts. */
export class Typeface {
  private readonly glyphs = new Map<string, boolean>();
  /** Shaping is what costs, and the same words come again and again. */
  private readonly widths = new Map<string, number>();

  constructor(private readonly document: PDFKit.PDFDocument) {
    for (const [face, file] of Object.entries(FILES)) document.registerFont(face, file);
  }

  choose({ face, size, colour }: Style): void {
    this.document.font(face).fontSize(size).fillColor(colour);
  }

  width(text: string, style: Style): number {
    const space = this.wordWidth(' ', style);
    return text
      .split(' ')
      .reduce((sum, word, index) => sum + (index === 0 ? 0 : space) + this.wordWidth(word, style), 0);
  }

  /** The text in signs the font has. One it lacks is printed by its number, since it would otherwise vanish unseen. */
  printable(text: string, style: Style): string {
    this.choose(style);
    const signs = [...text.normalize('NFC').replace(/\t/g, ' ')].filter(
      (sign) => !/[\p{Cc}\p{Cf}]/u.test(sign) || sign === '\n',
    );
    return signs.map((sign) => (sign === '\n' || this.has(sign, style) ? sign : numberOf(sign))).join('');
  }

  /** The lines a text takes; a word wider than the line is cut rather than printed over the edge. */
  lines(text: string, style: Style, width: number): string[] {
    return this.printable(text, style)
      .split('\n')
      .flatMap((line) => this.wrapped(line, style, width));
  }

  private wordWidth(word: string, style: Style): number {
    const key = `${style.face}${style.size}${word}`;
    const known = this.widths.get(key);
    if (known !== undefined) return known;
    this.choose(style);
    const width = this.document.widthOfString(word);
    this.widths.set(key, width);
    return width;
  }

  private wrapped(text: string, style: Style, width: number): string[] {
    const lines: string[] = [];
    let line = '';
    for (const word of text.split(' ').flatMap((whole) => this.cut(whole, style, width))) {
      const longer = line === '' ? word : `${line} ${word}`;
      if (line === '' || this.width(longer, style) <= width) line = longer;
      else {
        lines.push(line);
        line = word;
      }
    }
    return [...lines, line];
  }

  private cut(word: string, style: Style, width: number): string[] {
    if (this.width(word, style) <= width) return [word];
    const parts: string[] = [''];
    for (const sign of word) {
      const longer = `${parts.at(-1)}${sign}`;
      if (longer.length > 1 && this.width(longer, style) > width) parts.push(sign);
      else parts[parts.length - 1] = longer;
    }
    return parts;
  }

  private has(sign: string, { face }: Style): boolean {
    const key = `${face}${sign}`;
    const known = this.glyphs.get(key);
    if (known !== undefined) return known;
    const { font } = (this.document as unknown as ChosenFont)._font;
    const found = font.hasGlyphForCodePoint(sign.codePointAt(0)!);
    this.glyphs.set(key, found);
    return found;
  }
}

const numberOf = (sign: string) => `[U+${sign.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}]`;
