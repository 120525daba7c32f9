import { describe, expect, it } from 'vitest';
import { policyOf } from '../../test/support/answers.js';
import { LANGUAGES } from '../domain/category.js';
import { pageLanguage } from './page-language.js';
import { renderPage, STYLESHEET } from './pages.js';
import { requestFormModel } from './request-form.js';
import { partsWithErrors, readRequestForm, requestOf, type SubmittedRequest } from './submitted-request.js';

const submitted: SubmittedRequest = {
  name: '"><script>alert(1)</script>',
  email: 'aino@esimerkki.example',
  language: 'fi',
  rights: ['access', 'rectification'],
  details: '</textarea><b>x',
  corrections: [{ category: 'email', kind: 'complete', which: '', value: '<i>', grounds: '' }],
  restricts: [],
  proofs: [{ kind: 'order-number', value: 'T-1' }],
};

const formOf = (
  register: string,
  language: 'fi' | 'sv' | 'en',
  ...rest: [SubmittedRequest?, Parameters<typeof requestFormModel>[3]?]
) => renderPage('request-form', language, requestFormModel(policyOf(register), language, ...rest));

describe('the request form', () => {
  it.each(LANGUAGES)(
    'offers in %s all six rights of every register, also where the notice is silent',
    (language) => {
      for (const register of ['umacon', 'konttorimix', 'nokopa', 'nummek', 'ip-produkter']) {
        const page = formOf(register, language);
        expect(page.match(/name="rights"/g)).toHaveLength(6);
        expect(page).toContain(`<html lang="${language}">`);
        expect(page).toContain(`action="/r/${register}?lang=${language}"`);
        expect(page).toContain(policyOf(register).controller.name);
        expect(page).not.toMatch(/undefined|\[object/);
      }
    },
  );

  it('keeps what was typed when it comes back with errors, and shows it as text', () => {
    const page = formOf('konttorimix', 'fi', submitted, ['correction-1-grounds']);
    expect(page).not.toMatch(/<script|<b>x|<i>/);
    expect(page).toContain('value="T-1"');
    expect(page).toContain('&lt;/textarea&gt;');
    expect(page).toMatch(/id="right-rectification"[^>]* checked/);
    expect(page).not.toMatch(/id="right-erasure"[^>]* checked/);
    expect(page).toMatch(/value="complete"[^>]* selected/);
    expect(page).not.toContain('<details open>');
    expect(page).toMatch(/id="correction-1-grounds"[^>]*aria-describedby="correction-1-grounds-error"/);
    expect(page).toContain('<title>Virhe: Tietosuojapyyntö');
  });

  it('leads from each error to its field', () => {
    const page = formOf('konttorimix', 'en', { ...submitted, name: '' }, ['name', 'email']);
    expect(page).toContain('<a href="#name">Enter your name.</a>');
    expect(page).toMatch(/id="name"[^>]*aria-invalid="true"[^>]*aria-describedby="name-error"/);
  });

  it('asks for no identity number and no document', () => {
    expect(formOf('konttorimix', 'fi')).not.toMatch(/type="file"|hetu/i);
  });

  it('reads back into the request that it stands for', () => {
    const body = {
      name: ' Aino ',
      email: 'aino@esimerkki.example',
      rights: ['access', 'erasure', 'everything'],
      details: '',
      correctionCategory: ['email', '', ''],
      correctionValue: ['uusi@esimerkki.example', '', ''],
      correctionGrounds: ['Vaihtui', '', ''],
      customerNumber: '',
      invoiceNumber: 'L-1',
    };
    expect(readRequestForm(body, 'sv')).toEqual({
      name: 'Aino',
      email: 'aino@esimerkki.example',
      language: 'sv',
      rights: ['access', 'erasure'],
      corrections: [
        { category: 'email', kind: '', which: '', value: 'uusi@esimerkki.example', grounds: 'Vaihtui' },
      ],
      restricts: [],
      proofs: [{ kind: 'invoice-number', value: 'L-1' }],
    });
  });

  it('reads a single choice and an empty form alike', () => {
    expect(readRequestForm({ rights: 'access' }, 'fi').rights).toEqual(['access']);
    expect(readRequestForm({}, 'fi')).toEqual({
      name: '',
      email: '',
      language: 'fi',
      rights: [],
      corrections: [],
      restricts: [],
      proofs: [],
    });
  });

  it('keeps half a correction, so that validation can say what is missing', () => {
    const body = { correctionCategory: ['', ''], correctionValue: ['x', ''], correctionGrounds: ['', ''] };
    const [row, ...others] = readRequestForm(body, 'fi').corrections;
    expect(row).toEqual({ category: '', kind: '', which: '', value: 'x', grounds: '' });
    expect(others).toEqual([]);
  });

  it('says of each right what was filled in for it, and nothing of rights that were not chosen', () => {
    const body = {
      name: 'Aino',
      email: 'aino@esimerkki.example',
      correctionCategory: ['postal-address', ''],
      correctionKind: ['delete', 'correct'],
      correctionWhich: ['vanha', ''],
      correctionValue: ['', ''],
      correctionGrounds: ['Muutin', ''],
      restrictionGround: '18(1)(c)',
      restricts: ['email', 'order'],
      demand: 'oblivion',
      objectsTo: 'processing',
      transmitToUrl: 'https://toinen.example/siirto',
      transmitToName: '',
    };
    const always = { name: 'Aino', email: 'aino@esimerkki.example', language: 'fi', proofs: [] };
    const asked = (...rights: string[]) => requestOf(readRequestForm({ ...body, rights }, 'fi'));
    expect(asked('access')).toEqual({ ...always, rights: ['access'] });
    expect(asked('erasure', 'objection')).toMatchObject({ demand: 'oblivion', objectsTo: 'processing' });
    expect(asked('rectification')).toEqual({
      ...always,
      rights: ['rectification'],
      corrections: [{ category: 'postal-address', kind: 'delete', which: 'vanha', grounds: 'Muutin' }],
    });
    expect(asked('restriction', 'portability')).toEqual({
      ...always,
      rights: ['restriction', 'portability'],
      restrictionGround: '18(1)(c)',
      restricts: [{ category: 'email' }, { category: 'order' }],
      transmitTo: { url: 'https://toinen.example/siirto' },
    });
  });

  it('finds the part of the form that an error is about', () => {
    const pointers = [
      '/email',
      '/transmitTo/url',
      '/corrections/1/value',
      '/restricts/0/category',
      '/unknown',
    ];
    expect(partsWithErrors(pointers.map((pointer) => ({ pointer })))).toEqual([
      'correction-2-value',
      'restricts',
      'transmitTo-url',
      'email',
    ]);
  });
});

describe('public pages', () => {
  it('tell everyone the same after the form', () => {
    expect(renderPage('check-mail', 'fi', {})).not.toMatch(/@|Aino/);
  });

  it('post from a button and from nothing else', () => {
    const page = renderPage('verify', 'en', { token: 'a"b' });
    expect(page).toContain('<form method="post" action="/verify/a%22b?lang=en">');
    expect(page).not.toMatch(/<script|http-equiv|onload/);
  });

  it('can be read again in another language where opening changes nothing', () => {
    expect(renderPage('undo', 'fi', { token: 'abc' })).toContain('href="/undo/abc?lang=sv" lang="sv"');
    expect(renderPage('verified', 'fi', {})).not.toContain('hreflang');
  });

  it('ask for the code again, and send it with each download', () => {
    const wrong = renderPage('package', 'fi', { token: 'abc', codeSent: false, wrongCode: true });
    expect(wrong).toContain('Koodi ei kelpaa');
    const files = [{ number: 1, name: 'copy.html', bytes: 2_400 }];
    const page = renderPage('package-files', 'fi', { token: 'abc', code: '12345678', files });
    expect(page).toContain('action="/package/abc/files/1?lang=fi"');
    expect(page).toContain('name="code" value="12345678"');
  });

  it('carry no style and no script of their own', () => {
    for (const page of [
      formOf('umacon', 'fi'),
      renderPage('package', 'sv', { token: 'x', codeSent: true, wrongCode: true }),
    ]) {
      expect(page).not.toMatch(/<style|style="|<script/);
    }
    expect(STYLESHEET).not.toMatch(/url\(|@import/);
  });
});

describe('the language of a page', () => {
  it.each([
    ['sv', 'fi', 'sv'],
    [undefined, 'sv-FI,sv;q=0.9,en;q=0.8', 'sv'],
    [undefined, 'de,en;q=0.5,fi;q=0.7', 'fi'],
    [undefined, 'fi;q=0,en', 'en'],
    ['xx', undefined, 'fi'],
    [undefined, undefined, 'fi'],
  ] as const)('is for ?lang=%s and %s: %s', (chosen, accepted, language) => {
    expect(pageLanguage(chosen, accepted)).toBe(language);
  });
});
