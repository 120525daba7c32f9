/** Markup that pages leave in the text of a notice. Only names of real elements count, so that `<nimi>` stays a gap to fill. */
const BLOCK =
  'p|ul|ol|li|br|hr|div|h[1-6]|table|thead|tbody|tr|td|th|section|article|header|main|dl|dt|dd|blockquote';
const INLINE = 'b|strong|i|em|u|a|span|font|small|sup|sub|center|img|meta';
const ATTRIBUTES = '(?:\\s[^<>]{0,400})?\\/?';
const BLOCK_TAG = new RegExp(`<\\/?(?:${BLOCK})${ATTRIBUTES}>`, 'gi');
const INLINE_TAG = new RegExp(`<\\/?(?:${INLINE})${ATTRIBUTES}>`, 'gi');

const ENTITIES: Readonly<Record<string, string>> = {
  nbsp: ' ',
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  auml: 'ä',
  ouml: 'ö',
  aring: 'å',
  Auml: 'Ä',
  Ouml: 'Ö',
  Aring: 'Å',
  shy: '',
};

export function hasMarkup(text: string): boolean {
  return text.search(BLOCK_TAG) >= 0 || text.search(INLINE_TAG) >= 0;
}

/** The text without its markup; what a browser would break onto a new line, breaks. */
export function withoutMarkup(text: string): string {
  const bare = text.replace(BLOCK_TAG, '\n').replace(INLINE_TAG, '');
  return bare.replace(/&(#\d{1,6}|[A-Za-z]{2,6});/g, (entity, name: string) => {
    if (!name.startsWith('#')) return ENTITIES[name] ?? entity;
    const code = Number(name.slice(1));
    return code > 0 && code < 0x11_0000 ? String.fromCodePoint(code) : entity;
  });
}

/** One space where there were many kinds of them, nothing where nobody sees anything. */
export function tidy(text: string): string {
  return (
    text
      .replace(/[\u00AD\u200B-\u200D\u2060\uFEFF]/g, '')
      // oxlint-disable-next-line no-control-regex -- page breaks and the like count as blanks
      .replace(/[\u0000-\u0008\u000B-\u001F\u007F\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000\t ]+/g, ' ')
      .replace(/ ?\n[\n ]*/g, '\n')
      .trim()
  );
}
