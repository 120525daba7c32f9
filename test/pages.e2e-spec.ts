import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { packageArchive } from '../src/answers/package-archive.js';
import { LANGUAGES, type Language, RIGHTS } from '../src/domain/category.js';
import { type PageModels, type PageName, renderPage } from '../src/portal/pages.js';
import { Database } from '../src/database/database.js';
import { Cases } from '../src/requests/cases.js';
import { requestFormModel } from '../src/portal/request-form.js';
import { FORM_PARTS } from '../src/portal/submitted-request.js';
import { copyInput, policyOf } from './support/answers.js';
import { bytesOf, keptAccess } from './support/copies.js';
import { startTestApp, type TestApp } from './support/test-app.js';
import { zippedTexts } from './support/zip.js';
import { accessibilityFaults, browserPath, openBrowser, show } from './support/browser.js';

const token = 'AbCdEf0123456789AbCdEf0123456789AbCdEf01234';

function pages(language: Language): Record<string, string> {
  const models: { [Name in PageName]: PageModels[Name] } = {
    home: { registers: [{ code: 'nokopa', name: 'Asiakasrekisteri', controller: 'Nokopa Oy' }] },
    'request-form': requestFormModel(policyOf('konttorimix'), language),
    'check-mail': {},
    verify: { token },
    verified: {},
    'link-ended': {},
    undo: { token },
    undone: {},
    unsubscribe: { register: 'nokopa', token },
    unsubscribed: {},
    fee: { token, amount: '25.00', answerBy: '2026-12-20' },
    'fee-accepted': {},
    'fee-withdrawn': {},
    package: { token, codeSent: false, wrongCode: false },
    'package-files': {
      token,
      code: '12345678',
      files: [
        { number: 3, name: 'KON-2026-000123-access.zip', bytes: 61_000 },
        { number: 1, name: 'copy.html', bytes: 18_500 },
        { number: 2, name: 'copy.json', bytes: 400 },
      ],
    },
    problem: { kind: 'failed' },
  };
  const rendered = Object.entries(models).map(([name, model]) => [
    name,
    renderPage(name as PageName, language, model as never),
  ]);
  const corrections = [{ category: 'email', kind: 'correct', which: '', value: '', grounds: '' }];
  const wrongForm = requestFormModel(
    policyOf('nummek'),
    language,
    {
      name: '',
      email: 'x',
      language,
      rights: [...RIGHTS],
      corrections,
      restricts: [],
      proofs: [{ kind: 'order-number', value: '1' }],
    },
    FORM_PARTS.filter((part) => !/correction-[23]/.test(part)),
  );
  return {
    ...(Object.fromEntries(rendered) as Record<string, string>),
    'request-form with errors': renderPage('request-form', language, wrongForm),
    'package with a wrong code': renderPage('package', language, { token, codeSent: true, wrongCode: true }),
  };
}

/** The first page of a copy with far more orders than a page holds, and one of the pages it leads to. */
async function pagedCopy(language: Language): Promise<Record<string, string>> {
  const input = copyInput({ language });
  const order = input.data.find(({ category }) => category === 'order')!;
  const more = Array.from({ length: 1100 }, (_, index) => ({ ...order, id: `more-${index}` }));
  const planned = input.plan.data.find(({ datum }) => datum === order.id)!;
  const plan = {
    ...input.plan,
    data: [...input.plan.data, ...more.map(({ id }) => ({ ...planned, datum: id }))],
  };
  const made = await keptAccess({ ...input, data: [...input.data, ...more], plan });
  const archive = packageArchive({ ...made, name: 'X', madeAt: new Date(0), letter: null });
  const files = zippedTexts(await bytesOf(archive));
  return {
    'first page of a long copy': files.get('index.html')!,
    'page of a long copy': withTenRows(files.get('pages/order-2.html')!),
  };
}

/** Axe looks at every row, and they are all alike. */
function withTenRows(html: string): string {
  const row = '<tr role="row"><th scope="row"';
  return `${html.split(row).slice(0, 11).join(row)}</tbody>${html.split('</tbody>')[1]}`;
}

/** What each right asks beside itself: filled in as a person would, and as the interface is told. */
const ALL_TOLD = {
  corrections: [
    {
      category: 'postal-address',
      kind: 'correct',
      which: 'vanha osoitteeni',
      value: 'Uusitie 1, 00100 Helsinki',
      grounds: 'Muutin',
    },
    { category: 'note', kind: 'delete', grounds: 'Vanhentunut' },
  ],
  restrictionGround: '18(1)(c)',
  restricts: [{ category: 'order' }],
  transmitTo: { name: 'Toinen Oy', url: 'https://toinen.example/siirto' },
  demand: 'anonymisation',
  objectsTo: 'processing',
} as const;

async function fillIn(page: Page, email: string): Promise<void> {
  for (const right of RIGHTS) await page.check(`#right-${right}`);
  await page.fill('#name', 'Aino Esimerkki');
  await page.fill('#email', email);
  await page.click('summary >> nth=0');
  for (const [index, correction] of ALL_TOLD.corrections.entries()) {
    const { category, kind, ...typed } = correction;
    await page.selectOption(`#correction-${index + 1}-category`, category);
    await page.selectOption(`#correction-${index + 1}-kind`, kind);
    for (const [field, text] of Object.entries(typed))
      await page.fill(`#correction-${index + 1}-${field}`, text);
  }
  await page.check(`[value="${ALL_TOLD.restrictionGround}"]`);
  await page.check('[name=restricts][value=order]');
  await page.fill('#transmitTo-name', ALL_TOLD.transmitTo.name);
  await page.fill('#transmitTo-url', ALL_TOLD.transmitTo.url);
  await page.check(`[value=${ALL_TOLD.demand}]`);
  await page.check(`[value=${ALL_TOLD.objectsTo}]`);
}

/** The papers of the cases that came from an address, oldest first. */
async function papersFrom(app: TestApp, register: string, email: string) {
  const cases = app.service.app.get(Cases);
  return app.service.app.get(Database).inRegister(register, async (tx) => {
    const ids = await tx.query<{ id: string }[]>('select id from request order by id');
    const opened = [];
    for (const { id } of ids) opened.push(await cases.load(tx, id));
    return opened
      .filter(({ file }) => file.email === email)
      .map(({ file, items }) => ({
        file,
        items: items.map(({ right, state }) => `${right} ${state}`).sort(),
      }));
  });
}

const missing = browserPath === null && process.env['CI'] !== 'true';

const written = (
  await Promise.all(
    LANGUAGES.map(async (language) =>
      Object.entries({ ...pages(language), ...(await pagedCopy(language)) }).map(([name, html]) => ({
        language,
        name,
        html,
      })),
    ),
  )
).flat();

describe.skipIf(missing)(`pages in a browser${missing ? ' (no Chromium on this machine)' : ''}`, () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
    page = await browser.newPage({ viewport: { width: 900, height: 1200 } });
  });

  afterAll(() => browser?.close());

  it.each(written)('has no accessibility fault: $name in $language', async ({ html }) => {
    await show(page, html);
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it.each(written)(
    'asks for nothing but our own stylesheet and fits a phone: $name in $language',
    async ({ html }) => {
      const refused: string[] = [];
      await page.setViewportSize({ width: 320, height: 640 });
      await show(page, html, refused);
      const width = (await page.evaluate('document.documentElement.scrollWidth')) as number;
      await page.setViewportSize({ width: 900, height: 1200 });
      expect(refused).toEqual([]);
      expect(width).toBeLessThanOrEqual(320);
    },
  );

  it('leads from the error summary to the field', async () => {
    await show(page, pages('fi')['request-form with errors']!);
    for (const target of await page
      .locator('.errors a')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href')!))) {
      await page.click(`.errors a[href="${target}"]`);
      expect(await page.evaluate('document.activeElement.id')).toBe(target.slice(1));
    }
  });

  describe('the form as it is served', () => {
    let app: TestApp;
    beforeAll(async () => {
      app = await startTestApp();
      await page.unroute('**/*');
    });
    afterAll(() => app?.stop());

    it.each(LANGUAGES)('makes in %s the case that the interface would have made', async (language) => {
      const email = `aino-${language}@esimerkki.example`;
      await page.goto(`${app.url}/r/nokopa?lang=${language}`);
      await fillIn(page, email);
      await page.click('main form button');
      expect(await page.locator('.errors').count()).toBe(0);
      const body = { name: 'Aino Esimerkki', email, language, rights: [...RIGHTS], ...ALL_TOLD };
      await app.post('/v1/public/registers/nokopa/requests', body).expect(202);
      const [typed, told, ...others] = await papersFrom(app, 'nokopa', email);
      expect(others).toEqual([]);
      expect(typed).toEqual(told);
      expect(typed!.file).toMatchObject({ ...ALL_TOLD, name: 'Aino Esimerkki' });
    });

    it('shows what a right asks only once it is chosen, and sends nothing of what is hidden again', async () => {
      await page.goto(`${app.url}/r/nokopa?lang=fi`);
      expect(await page.locator('.more:visible').count()).toBe(0);
      await fillIn(page, 'mieli@muuttui.example');
      expect(await page.locator('.more:visible').count()).toBe(5);
      await page.fill('#transmitTo-url', 'http://10.0.0.1/');
      for (const right of RIGHTS) if (right !== 'access') await page.uncheck(`#right-${right}`);
      expect(await page.locator('.more:visible').count()).toBe(0);
      await page.click('main form button');
      const [papers] = await papersFrom(app, 'nokopa', 'mieli@muuttui.example');
      expect(papers!.items).toEqual(['access unverified']);
      expect(papers!.file.corrections).toEqual([]);
      expect(papers!.file).not.toHaveProperty('transmitTo');
    });

    it('says at the field what the register could not hold, also where only the house can tell', async () => {
      await page.goto(`${app.url}/r/nokopa?lang=fi`);
      await fillIn(page, 'virhe@esimerkki.example');
      await page.fill('#transmitTo-url', 'http://10.0.0.1/');
      await page.click('main form button');
      expect(await page.getAttribute('#transmitTo-url', 'aria-invalid')).toBe('true');
      expect(await page.inputValue('#transmitTo-url')).toBe('http://10.0.0.1/');
      await page.fill('#transmitTo-url', ALL_TOLD.transmitTo.url);
      await page.fill('#correction-2-grounds', '');
      await page.click('main form button');
      await page.click('.errors a');
      expect(await page.evaluate('document.activeElement.id')).toBe('correction-2-grounds');
      expect(await page.textContent('#correction-2-grounds-error')).toContain('perustelu');
      expect(await papersFrom(app, 'nokopa', 'virhe@esimerkki.example')).toEqual([]);
    });
  });

  it('changes nothing by opening a link: only a button posts', async () => {
    for (const name of ['verify', 'undo', 'unsubscribe'] as const) {
      await show(page, pages('en')[name]!);
      expect(await page.locator('form[method=post] button').count()).toBe(1);
      expect(await page.locator('script, meta[http-equiv]').count()).toBe(0);
    }
  });
});
