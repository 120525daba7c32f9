import { type Token, Tokenizer } from 'parse5';
import { HtmlPage, RAW } from './html-page.js';
import type { NoticeLine } from './notice-line.js';

/**
 * An HTML page as lines. Reads the tokens only: a tree of a page made to harm would take time that grows with its
 * square, and a notice needs no tree.
 */
export function htmlLines(html: string): NoticeLine[] {
  const page = new HtmlPage();
  const tokenizer: Tokenizer = new Tokenizer(
    {},
    {
      onStartTag: (token) => {
        page.open(token.tagName);
        const mode = RAW.get(token.tagName);
        if (mode === undefined) return;
        tokenizer.state = mode;
        tokenizer.lastStartTagName = token.tagName;
      },
      onEndTag: (token) => page.close(token.tagName),
      onCharacter: (token: Token.CharacterToken) => page.write(token.chars),
      onWhitespaceCharacter: () => page.write(' '),
      onNullCharacter: () => undefined,
      onComment: () => undefined,
      onDoctype: () => undefined,
      onEof: () => page.end(),
    },
  );
  tokenizer.write(html, true);
  return page.lines;
}
