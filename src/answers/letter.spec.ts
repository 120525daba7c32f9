import { describe, expect, it } from 'vitest';
import {
  answer,
  CORRECTION,
  CONSUMER_WITH_OPEN_INVOICE,
  line,
  linesOfPlan,
  partialErasure,
  partialRectification,
  policyOf,
} from '../../test/support/answers.js';
import { type Language, LANGUAGES, RIGHTS } from '../domain/category.js';
import { OUTCOMES } from '../domain/plan.js';
import { REFUSAL_REASONS } from '../domain/refusal-reason.js';
import { RULE_IDS } from '../domain/rule.js';
import type { Answer, AnswerLine } from './answer.js';
import { renderLetter } from './letter.js';

const REGISTERS = ['umacon', 'konttorimix', 'nokopa', 'nummek', 'ip-produkter'];

describe('the letter of a partial erasure', () => {
  const EXPECTED: Record<Language, readonly string[]> = {
    fi: [
      'Poistetut tiedot',
      'Puhelinnumero, markkinointiprofiili',
      'Lasku 10.2.2019 (R-C)',
      'Nimi, sähköpostiosoite, postiosoite, laskutustiedot',
      'Kunnes lasku on selvitetty',
      'Joka tapauksessa 31.12.2032 asti',
      'Lasku 3.5.2020 (R-B): laskun tiedot\n  Säilytetään: 31.12.2026 asti',
      'kirjanpitolain (1336/1997) 2 luvun 10 §',
      '17 artiklan 3 kohdan b alakohta',
      '17 artiklan 3 kohdan e alakohta',
      'käsittely on rajoitettu',
      'toisen kirjeen',
      'lopettaneet suoramarkkinoinnin',
      'Saatavapalvelu Kanervanummi Oy\n  Luovutuspäivät: 18.11.2026',
      'Käyntiosoite: Lintulahdenkuja 4, 00530 Helsinki',
      'PL 800, 00531 Helsinki',
      'jäsenvaltiossa',
      'käräjäoikeuden',
      'Päätöksen tekijä: Rekisterin yhteyshenkilö',
    ],
    sv: [
      'Raderade uppgifter',
      'Telefonnummer, marknadsföringsprofil',
      'Faktura 10.2.2019 (R-C)',
      'Namn, e-postadress, postadress, faktureringsuppgifter',
      'Tills fakturan är reglerad',
      'I varje fall till och med 31.12.2032',
      'Faktura 3.5.2020 (R-B): fakturauppgifter\n  Bevaras: Till och med 31.12.2026',
      '2 kap. 10 § i bokföringslagen (1336/1997)',
      'artikel 17.3 b i dataskyddsförordningen',
      'artikel 17.3 e i dataskyddsförordningen',
      'bevaras är begränsad',
      'ett andra brev',
      'upphört med direktmarknadsföring',
      'Saatavapalvelu Kanervanummi Oy\n  Datum för utlämnande: 18.11.2026',
      'Besöksadress: Fågelviksgränden 4, 00530 Helsingfors',
      'PB 800, 00531 Helsingfors',
      'medlemsstat',
      'tingsrätten',
      'Beslutsfattare: Kontaktperson för registret',
    ],
    en: [
      'Erased data',
      'Phone number, marketing profile',
      'Invoice of 10 February 2019 (R-C)',
      'Name, e-mail address, postal address, billing details',
      'Until the invoice is settled',
      'In any case until 31 December 2032',
      'Invoice of 3 May 2020 (R-B): invoice details\n  Kept: Until 31 December 2026',
      'chapter 2, section 10 of the Accounting Act (1336/1997)',
      'Article 17(3)(b) of the GDPR',
      'Article 17(3)(e) of the GDPR',
      'data we keep is restricted',
      'A second letter follows',
      'stopped direct marketing',
      'Saatavapalvelu Kanervanummi Oy\n  Dates of disclosure: 18 November 2026',
      'Street address: Lintulahdenkuja 4, 00530 Helsinki',
      'PL 800, 00531 Helsinki',
      'member state',
      'district court',
      'Decided by: Contact person for the register',
    ],
  };

  it.each(LANGUAGES)(
    'tells in %s what goes, what stays, why, until when and what can be done about it',
    (language) => {
      const { text } = renderLetter(partialErasure({ language }));
      for (const part of EXPECTED[language]) expect(text).toContain(part);
    },
  );

  it.each(LANGUAGES)('says in %s who writes, about which request and when it came', (language) => {
    const { text } = renderLetter(partialErasure({ language, receivedOn: '2026-11-03' }));
    const received = { fi: '3.11.2026', sv: '3.11.2026', en: '3 November 2026' }[language];
    for (const part of [
      'Konttorimix Oy',
      'rekisteri@konttorimix.example',
      'KON-2026-000123',
      received,
      'Aino Esimerkki',
    ]) {
      expect(text).toContain(part);
    }
  });

  it('gives the criteria of the statutory period where its last day was not worked out', () => {
    const lines = linesOfPlan('erasure').map((each) => ({ ...each, datedUntil: null }));
    expect(renderLetter(partialErasure({ lines })).text).toContain(
      'Kuusi vuotta sen kalenterivuoden lopusta',
    );
  });

  it('promises no second letter when every date is known', () => {
    expect(renderLetter(partialErasure({ secondLetterFollows: false })).text).not.toContain('toisen kirjeen');
  });

  it('says the same in the HTML as in the text', () => {
    const { html } = renderLetter(partialErasure());
    for (const part of [
      '31.12.2032 asti',
      '31.12.2026 asti',
      '2 luvun 10 §',
      'Lintulahdenkuja 4, 00530 Helsinki',
    ]) {
      expect(html).toContain(part);
    }
    expect(html).toContain('<html lang="fi">');
    expect(html).toContain('<th scope="col"');
    expect(html.match(/<h1>/g)).toHaveLength(1);
  });

  it('carries no value of the register', () => {
    const facts = CONSUMER_WITH_OPEN_INVOICE;
    expect(facts.data.length).toBeGreaterThan(0);
    const { text, html, subject } = renderLetter(partialErasure({ addressee: null }));
    for (const whole of [text, html, subject]) expect(whole).not.toMatch(/Aino|Esimerkkikatu|040|120\.00/);
  });
});

describe('every letter', () => {
  const STATES = ['fulfilled', 'partly-fulfilled', 'refused', 'not-identifiable'] as const;
  const KINDS = ['decision', 'no-data', 'refusal', 'second-letter'] as const;
  const everything: AnswerLine[] = OUTCOMES.flatMap((outcome) =>
    [...RULE_IDS, 'hold.MANUAL', 'rule.of.tomorrow'].map((rule) =>
      line({
        outcome,
        rule,
        holds: rule.startsWith('hold.') ? [rule.slice(5)] : [],
        citation: 'KPL 2:10; notice, Jokin',
      }),
    ),
  );

  function* all(): Generator<Answer> {
    for (const kind of KINDS) {
      for (const right of RIGHTS) {
        for (const state of STATES) {
          for (const language of LANGUAGES) {
            yield answer({
              kind,
              right,
              state,
              language,
              policy: policyOf(REGISTERS[(right.length + state.length) % REGISTERS.length]!),
              lines: state === 'not-identifiable' ? [] : everything,
              refusal: { reasons: REFUSAL_REASONS, text: 'Because.' },
              copy: { link: 'https://portal.example/package/x', until: '2026-12-20' },
              undoLink: 'https://portal.example/undo/x',
              marketingStopped: true,
              secondLetterFollows: true,
            });
          }
        }
      }
    }
  }

  it('renders for every right, state and language, with the remedies, and without a code of ours', () => {
    for (const each of all()) {
      const { text, html, subject } = renderLetter(each);
      const name = `${each.kind} ${each.right} ${each.state} ${each.language}`;
      expect(text, name).toContain(
        { fi: 'käräjäoikeuden', sv: 'tingsrätten', en: 'district court' }[each.language],
      );
      expect(text, name).toContain('029 566 6700'.slice(1));
      expect(`${text}${html}`, name).not.toMatch(
        /Ratapihantie|00521|56 66700|undefined|\[object|KPL|STATUTORY_|OPEN_INVOICE/,
      );
      expect(subject, name).not.toContain('Aino');
    }
  });

  it('ends with the current contacts of the authority, whatever the notice of the register says', () => {
    for (const register of REGISTERS) {
      const { text } = renderLetter(answer({ policy: policyOf(register), kind: 'no-data' }));
      expect(text).toContain('Lintulahdenkuja 4, 00530 Helsinki');
      expect(text).not.toContain('Ratapihantie');
    }
  });

  it('answers in Swedish where the notice promises Finnish and English only', () => {
    const policy = policyOf('ip-produkter');
    expect(policy.languages).toEqual(['fi', 'en']);
    const { html, text } = renderLetter(
      answer({ policy, language: 'sv', lines: [line({ outcome: 'copy', rule: 'access.copy' })] }),
    );
    expect(html).toContain('<html lang="sv">');
    expect(text).toContain('Vi ger dig en kopia');
    expect(text).toContain('dataombudsmannen');
    expect(text).not.toMatch(/Päätös|käräjäoikeus/);
  });

  it('shows what people typed as text, never as markup', () => {
    const { html } = renderLetter(answer({ addressee: '<img src=x onerror="alert(1)">' }));
    expect(html).not.toContain('<img');
    expect(html).toContain('&#60;img');
  });

  it('fetches nothing from elsewhere', () => {
    expect(renderLetter(partialErasure()).html).not.toMatch(/<(img|link|script|iframe)|url\(|@import/);
  });

  it('names the member of staff who decided, where one did', () => {
    expect(renderLetter(answer({ decider: 'Pekka Päättäjä' })).text).toContain(
      'Päätöksen tekijä: Pekka Päättäjä',
    );
  });
});

describe('the letter to a contact person', () => {
  const role = (register: string, language: Language = 'fi') =>
    renderLetter(
      answer({
        policy: policyOf(register),
        language,
        right: 'erasure',
        state: 'refused',
        lines: [
          line({
            category: 'name',
            outcome: 'keep',
            rule: 'hold.ACTIVE_CONTACT_ROLE',
            holds: ['ACTIVE_CONTACT_ROLE'],
            citation: 'Art. 6(1)(f) GDPR',
          }),
        ],
        refusal: { reasons: ['contact-role'], text: 'Punninta.' },
      }),
    ).text;

  it.each(LANGUAGES)('explains legitimate interest in %s, and the clause only beside it', (language) => {
    const text = role('ip-produkter', language);
    const article = { fi: '6 artiklan 1 kohdan f alakohta', sv: 'artikel 6.1 f', en: 'Article 6(1)(f)' }[
      language
    ];
    expect(text.indexOf(article)).toBeGreaterThan(-1);
    expect(text.indexOf('Vastustamisoikeus')).toBeGreaterThan(text.indexOf(article));
    expect(text).toContain('Punninta.');
  });

  it('quotes no clause where the notice has none', () => {
    for (const language of LANGUAGES) {
      const text = role('nummek', language);
      expect(text).not.toContain('Vastustamisoikeus');
      expect(text).not.toMatch(/tietosuojaseloste|dataskyddsbeskrivning|privacy notice/);
      expect(text).toContain(
        {
          fi: 'Tehtäväsi yhteyshenkilönä',
          sv: 'Ditt uppdrag som kontaktperson',
          en: 'Your role as contact person',
        }[language],
      );
    }
  });

  it('does not say that data in use is frozen', () => {
    expect(role('ip-produkter')).not.toContain('käsittely on rajoitettu');
  });
});

describe('the letter of a rectification', () => {
  it('shows old and new, and why the rest stays as it is', () => {
    const { text } = renderLetter(partialRectification());
    expect(text).toContain(
      'Aiempi tieto: Vanhatie 1, 00100 Helsinki\n  Pyytämäsi muutos: Uusitie 2, 00200 Helsinki\n  Tieto nyt: Uusitie 2, 00200 Helsinki\n  Päätös: Oikaistu',
    );
    expect(text).toContain('kirjanpitolain (1336/1997) 2 luvun 7 §');
    expect(text).toContain('31.12.2030 asti');
    expect(text).not.toContain('Pyyntösi ei koske tätä tietoa');
  });

  it.each(LANGUAGES)(
    'carries in %s the certificate of what was refused, signed for the register',
    (language) => {
      const { text } = renderLetter(partialRectification({ language }));
      const title = {
        fi: 'Todistus korjauspyynnön epäämisestä',
        sv: 'Intyg över vägrad rättelse',
        en: 'Certificate of refusal to rectify',
      }[language];
      const certificate = text.slice(text.indexOf(title));
      expect(text.indexOf(title)).toBeGreaterThan(-1);
      for (const part of [
        'Konttorimix Oy',
        'Aino Esimerkki',
        'Uusitie 2',
        'Vanhatie 1',
        '1336/1997',
        'tietosuoja@om.fi',
      ]) {
        expect(certificate).toContain(part);
      }
      expect(certificate).toContain(
        {
          fi: 'Rekisterin vastuuhenkilö',
          sv: 'Ansvarig för registret',
          en: 'Person responsible for the register',
        }[language],
      );
    },
  );

  const GOLDEN: Record<Language, readonly string[]> = {
    fi: [
      'Todistus korjauspyynnön epäämisestä',
      'Aiempi tieto: Vanhatie 1, 00100 Helsinki\n  Pyytämäsi muutos: Uusitie 2, 00200 Helsinki; Perustelusi: Muutin\n  Tieto nyt: Välitie 3\n  Perustelut: Numero on eri.',
      'Lisäselvityksesi on kirjattu ja säilytetään näiden tietojen yhteydessä:\n\n- Postiosoite: Kiistän tämän.',
      'Voit saattaa asian tietosuojavaltuutetun käsiteltäväksi. Voit myös saattaa asian käräjäoikeuden käsiteltäväksi.',
      'Sähköisesti lähetetyssä todistuksessa ei ole omakätistä allekirjoitusta.',
      '20.11.2026\nAllekirjoitus: ______________________________\nRekisterin yhteyshenkilö, Rekisterin vastuuhenkilö\nVastuuhenkilön puolesta: Maija Päättäjä\nKonttorimix Oy',
    ],
    sv: [
      'Intyg över vägrad rättelse',
      'Tidigare uppgift: Vanhatie 1, 00100 Helsinki\n  Begärd ändring: Uusitie 2, 00200 Helsinki; Din motivering: Muutin\n  Uppgiften nu: Välitie 3\n',
      'Ditt kompletterande utlåtande har antecknats och bevaras tillsammans med dessa uppgifter:\n\n- Postadress: Kiistän tämän.',
      'Du kan föra ärendet till dataombudsmannen. Du kan också väcka talan vid tingsrätten.',
      'Ett intyg som skickas elektroniskt har ingen egenhändig underskrift.',
      '20.11.2026\nUnderskrift: ______________________________\nKontaktperson för registret, Ansvarig för registret\nFör den som ansvarar för registret: Maija Päättäjä\nKonttorimix Oy',
    ],
    en: [
      'Certificate of refusal to rectify',
      'Previous entry: Vanhatie 1, 00100 Helsinki\n  Change you asked for: Uusitie 2, 00200 Helsinki; Your grounds: Muutin\n  Entry now: Välitie 3\n',
      'Your supplementary statement has been recorded and is kept with these data:\n\n- Postal address: Kiistän tämän.',
      'You may refer the matter to the Data Protection Ombudsman. You may also bring it before the district court',
      'A certificate that is sent electronically bears no handwritten signature.',
      '20 November 2026\nSignature: ______________________________\nContact person for the register, Person responsible for the register\nFor the person responsible: Maija Päättäjä\nKonttorimix Oy',
    ],
  };

  it.each(LANGUAGES)('certifies in %s a partial refusal word by word', (language) => {
    const inPart = {
      ...CORRECTION,
      accepted: true,
      inPart: true,
      after: 'Välitie 3',
      reason: 'Numero on eri.',
    };
    const corrections = [{ ...inPart, statement: 'Kiistän tämän.' }];
    const { text } = renderLetter(
      partialRectification({ language, corrections, decider: 'Maija Päättäjä', refusal: null }),
    );
    const certified = text.slice(text.indexOf(GOLDEN[language][0]!));
    for (const part of GOLDEN[language].slice(1)) expect(certified).toContain(part);
    const posted = renderLetter(partialRectification({ language, corrections, posted: true })).text;
    expect(posted).toContain('______');
    expect(posted).not.toContain(GOLDEN[language].at(-2)!);
  });

  it('gives the written reason of whoever refused', () => {
    const corrections = [
      { ...CORRECTION, category: 'name', before: 'A', asked: 'B', reason: 'Nimi on tarkistettu.' },
    ] as const;
    const { text } = renderLetter(partialRectification({ state: 'refused', corrections }));
    expect(text.match(/Nimi on tarkistettu\./g)).toHaveLength(2);
  });

  it('has no certificate when everything was corrected', () => {
    const [accepted] = partialRectification().corrections;
    const { text } = renderLetter(
      partialRectification({ state: 'fulfilled', corrections: [accepted!], refusal: null }),
    );
    expect(text).not.toContain('Todistus');
  });
});

describe('other letters', () => {
  it('confirm that nothing is held, and what is kept of the request itself', () => {
    const { text } = renderLetter(answer({ kind: 'no-data', language: 'en' }));
    expect(text).toContain('We do not process personal data about you in this register');
    expect(text).toContain('we keep only your request and this answer');
  });

  it('tell in the second letter what has gone and what statute still keeps', () => {
    const lines = [
      line({ category: 'email' }),
      ...linesOfPlan('erasure').filter(({ keepUntil }) => keepUntil !== null),
    ];
    const { text } = renderLetter(
      answer({ kind: 'second-letter', right: 'erasure', state: 'partly-fulfilled', lines }),
    );
    expect(text).toContain('Syy on nyt päättynyt');
    expect(text).toContain('Poistetut tiedot');
    expect(text).toContain('31.12.2026 asti');
  });

  it('claim nothing as done in a refusal', () => {
    const lines = [line({ outcome: 'erase' }), line({ outcome: 'copy', rule: 'access.copy' })];
    const { text } = renderLetter(
      answer({
        kind: 'refusal',
        right: 'erasure',
        state: 'refused',
        lines,
        refusal: { reasons: ['excessive'], text: null },
      }),
    );
    expect(text).not.toContain('Poistetut tiedot');
    expect(text).toContain('12 artiklan 5 kohta');
  });

  it('ask the unidentified for details and never for an identity document', () => {
    const { text } = renderLetter(
      answer({
        kind: 'refusal',
        state: 'not-identifiable',
        refusal: { reasons: ['not-identifiable'], text: null },
      }),
    );
    expect(text).toContain('11 artiklan 2 kohta');
    expect(text).toContain('Älä lähetä henkilötunnusta');
  });

  it('offer the link that takes an objection back', () => {
    const undoLink = 'https://portal.example/undo/abc';
    const { text, html } = renderLetter(answer({ right: 'objection', marketingStopped: true, undoLink }));
    expect(text).toContain(undoLink);
    expect(html).toContain(`href="${undoLink}"`);
  });

  it('tell where the copy is, until when, and that a code comes separately', () => {
    const { text } = renderLetter(
      answer({ language: 'en', copy: { link: 'https://portal.example/package/abc', until: '2026-12-20' } }),
    );
    expect(text).toContain('until 20 December 2026:\n\nhttps://portal.example/package/abc');
    expect(text).toContain('one-time code');
  });
});
