import { describe, expect, it } from 'vitest';
import { RULES } from '../domain/rule.js';
import { LANGUAGES } from '../domain/category.js';
import { lawInWords } from './law-in-words.js';

describe('sources of law in words', () => {
  it('spell out the Accounting Act and the article', () => {
    const citation = 'KPL 2:10; Art. 17(3)(b) GDPR';
    expect(lawInWords(citation, 'fi')).toEqual([
      'kirjanpitolain (1336/1997) 2 luvun 10 §',
      'tietosuoja-asetuksen 17 artiklan 3 kohdan b alakohta',
    ]);
    expect(lawInWords(citation, 'sv')).toEqual([
      '2 kap. 10 § i bokföringslagen (1336/1997)',
      'artikel 17.3 b i dataskyddsförordningen',
    ]);
    expect(lawInWords(citation, 'en')).toEqual([
      'chapter 2, section 10 of the Accounting Act (1336/1997)',
      'Article 17(3)(b) of the GDPR',
    ]);
  });

  it.each([
    ['Art. 6(1)(b), 17(3)(e) GDPR', ['Article 6(1)(b) of the GDPR', 'Article 17(3)(e) of the GDPR']],
    ['Art. 17(3)(b),(e)', ['Article 17(3)(b) of the GDPR', 'Article 17(3)(e) of the GDPR']],
    ['Art. 21(2)-(3) GDPR', ['Article 21(2) of the GDPR', 'Article 21(3) of the GDPR']],
    ['Art. 16 GDPR', ['Article 16 of the GDPR']],
    ['DPA 34 §', ['section 34 of the Data Protection Act (1050/2018)']],
    ['Notice, erasure (open invoices)', ['the privacy notice of the register']],
    ['notice, Vastustamisoikeus', ['privacy notice, section “Vastustamisoikeus”']],
    ['notice, Eka; Toka', ['privacy notice, section “Eka”', 'privacy notice, section “Toka”']],
    ['Act 999/2099, 1 §', ['Act 999/2099, 1 §']],
  ])('read %s', (citation, words) => {
    expect(lawInWords(citation, 'en')).toEqual(words);
  });

  it('leave no code of ours in any rule', () => {
    for (const { citation } of Object.values(RULES)) {
      for (const language of LANGUAGES)
        expect(lawInWords(citation, language).join()).not.toMatch(/KPL|Art\. |Notice,/);
    }
  });
});
