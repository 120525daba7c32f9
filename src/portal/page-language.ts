import { type Language, LANGUAGES } from '../domain/category.js';

/** The language of a page: the one chosen in `?lang=`, else the browser's first that the house speaks, else Finnish. */
export function pageLanguage(chosen: string | undefined, acceptLanguage: string | undefined): Language {
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((range) => {
      const [tag = '', quality] = range.trim().split(/\s*;\s*q=/);
      return {
        language: tag.slice(0, 2).toLowerCase(),
        quality: quality === undefined ? 1 : Number(quality),
      };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ language }) => language);
  return [chosen ?? '', ...wanted].find(isLanguage) ?? 'fi';
}

const isLanguage = (text: string): text is Language => (LANGUAGES as readonly string[]).includes(text);
