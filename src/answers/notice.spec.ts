import { describe, expect, it } from 'vitest';
import { policyOf } from '../../test/support/answers.js';
import { type Language, LANGUAGES } from '../domain/category.js';
import type { Notice, NoticeContext } from './answer.js';
import { renderNotice } from './notice.js';

const context = (language: NoticeContext['language']): NoticeContext => ({
  policy: policyOf('nokopa'),
  language,
  reference: 'NOK-2026-000007',
  addressee: 'Aino Esimerkki',
});

const LINK = 'https://portal.example/verify/AbCdEf0123456789';

const NOTICES: readonly Notice[] = [
  { kind: 'verification', link: LINK, until: '2026-11-21', rights: ['access'] },
  { kind: 'receipt', rights: ['access', 'erasure'], due: '2026-12-21', receivedOn: '2026-11-20' },
  { kind: 'question', about: 'identity', text: 'Tilausnumero?', due: '2026-12-21' },
  { kind: 'question', about: 'clarification', text: '', due: '2026-12-21' },
  { kind: 'extension', rights: ['access'], reason: 'Paljon paperia.', due: '2027-02-22' },
  { kind: 'restriction-lifted', on: '2026-12-01' },
  { kind: 'package-code', code: '48219307', minutes: 10 },
  {
    kind: 'fee',
    right: 'access',
    amount: '25.00',
    basis: 'excessive',
    reason: 'Mikään ei ole muuttunut.',
    decider: 'Pirkko Päättäjä',
    askedOn: ['2026-10-20', '2026-11-01', '2026-11-20'],
    answerBy: '2026-12-20',
    due: '2026-12-21',
    link: LINK.replace('verify', 'fee'),
  },
];

describe('mails that carry no decision', () => {
  it.each(LANGUAGES)('are whole in %s and name nobody in the subject', (language) => {
    for (const notice of NOTICES) {
      const { subject, text, html } = renderNotice(notice, context(language));
      expect(subject).not.toMatch(/Aino|48219307/);
      expect(text).toContain('Nokopa Oy');
      expect(html).toContain(`<html lang="${language}">`);
      expect(`${text}${html}`).not.toMatch(/undefined|\[object|Ratapihantie/);
    }
  });

  it('give the verification link on a line of its own, and no other link', () => {
    const { text, html } = renderNotice(NOTICES[0]!, context('fi'));
    expect(text.split('\n')).toContain(LINK);
    expect(html.match(/href="[^"]*"/g)).toEqual([`href="${LINK}"`]);
    expect(text).toContain('21.11.2026 asti');
    expect(`${text}${html}`).not.toContain('Aino');
  });

  it('tell when the answer is due', () => {
    expect(renderNotice(NOTICES[1]!, context('sv')).text).toContain('senast 21.12.2026');
  });

  it('ask what staff wrote, else the usual question, and never for an identity document', () => {
    expect(renderNotice(NOTICES[2]!, context('fi')).text).toContain('Tilausnumero?');
    expect(renderNotice(NOTICES[2]!, context('fi')).text).toContain('Älä lähetä henkilötunnusta');
    expect(renderNotice(NOTICES[3]!, context('en')).text).toContain('which data or which activity');
  });

  it('give the reasons, the new date and the remedies with an extension', () => {
    const { text } = renderNotice(NOTICES[4]!, context('en'));
    for (const part of [
      'Paljon paperia.',
      '22 February 2027',
      'Article 12(3)',
      'Lintulahdenkuja 4',
      'district court',
    ]) {
      expect(text).toContain(part);
    }
  });

  const FEE: Record<Language, readonly string[]> = {
    fi: [
      'Maksu: 25,00\u00a0€',
      'kohtuuton',
      '20.10.2026, 1.11.2026, 20.11.2026',
      'ei pysäytä pyyntösi määräaikaa',
      'käräjäoikeu',
    ],
    sv: [
      'Avgift: 25,00\u00a0€',
      'orimlig',
      '20.10.2026, 1.11.2026, 20.11.2026',
      'avbryter inte tidsfristen',
      'tingsrätten',
    ],
    en: ['Fee: €25.00', 'excessive', '20 October 2026', 'does not stop the time limit', 'district court'],
  };

  it.each(LANGUAGES)(
    'tell of a fee in %s: how much, why, how to accept or withdraw, until when and the remedies',
    (language) => {
      const { text } = renderNotice(NOTICES[7]!, { ...context(language), on: '2026-11-20' });
      const last = { fi: '20.12.2026', sv: '20.12.2026', en: '20 December 2026' }[language];
      for (const part of [...FEE[language], last, 'Mikään ei ole muuttunut.', 'Pirkko Päättäjä', '/fee/'])
        expect(text).toContain(part);
      const posted = renderNotice({ ...NOTICES[7], link: null } as Notice, context(language)).text;
      expect(posted).not.toMatch(/\/fee\/|länk|linki|this link/);
    },
  );

  it('tell before a restriction is lifted', () => {
    expect(renderNotice(NOTICES[5]!, context('fi')).text).toContain('18 artiklan 3 kohdan');
  });

  it('send the code with neither name, reference nor link', () => {
    const { text } = renderNotice(NOTICES[6]!, context('fi'));
    expect(text).toContain('48219307');
    expect(text).toContain('10 minuuttia');
    expect(text).not.toMatch(/Aino|NOK-2026|https?:/);
  });
});
