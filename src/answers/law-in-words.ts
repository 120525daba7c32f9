import type { Language } from '../domain/category.js';
import { type Texts, textsIn } from '../i18n/texts.js';

/** The sources of law behind a citation such as `KPL 2:10; Art. 17(3)(b) GDPR`, in words and each once. */
export function lawInWords(citation: string, language: Language): string[] {
  const t = textsIn(language);
  const words: string[] = [];
  let inNotice = false;
  for (const part of citation.split(';').map((each) => each.trim())) {
    const heading = /^notice, (.+)$/.exec(part)?.[1];
    const known = heading === undefined ? sourceOfLaw(part, t) : [t('law.notice', { heading })];
    // A notice's citation may name several headings, parted like the citations themselves.
    words.push(...(known ?? [inNotice ? t('law.notice', { heading: part }) : part]));
    inNotice = heading !== undefined || (inNotice && known === null);
  }
  return [...new Set(words)].filter((word) => word !== '');
}

export function noticeSection(citation: string, language: Language): string {
  return textsIn(language)('law.noticeSection', { heading: citation.replace(/^notice, /i, '') });
}

function sourceOfLaw(part: string, t: Texts): string[] | null {
  const [, chapter, section] = /^KPL (\d+):(\d+)/.exec(part) ?? [];
  if (chapter && section) return [t('law.accounting', { chapter, section })];
  const act = /^DPA (\d+) §/.exec(part)?.[1];
  if (act) return [t('law.dataProtectionAct', { section: act })];
  if (part.startsWith('Notice')) return [t('law.noticeAtAll')];
  return /^Art\. \d/.test(part) ? articles(part, t) : null;
}

/** `Art. 17(3)(b),(e)` and `Art. 21(2)-(3)` repeat the article, and the paragraph where only a point follows. */
function articles(part: string, t: Texts): string[] {
  let article = '';
  let paragraph = '';
  return [...part.matchAll(/(\d+)?((?:\(\w+\))+)|\d+/g)].map(([whole, number, brackets]) => {
    const inner = [...(brackets ?? '').matchAll(/\((\w+)\)/g)].map(([, text]) => text ?? '');
    const fresh = brackets === undefined ? whole : number;
    if (fresh !== undefined) [article, paragraph] = [fresh, ''];
    if (/^\d/.test(inner[0] ?? '')) paragraph = inner.shift() ?? '';
    const [point] = inner;
    if (point !== undefined && paragraph !== '') return t('law.gdprPoint', { article, paragraph, point });
    return paragraph === ''
      ? t('law.gdprArticle', { article })
      : t('law.gdprParagraph', { article, paragraph });
  });
}
