import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { packageArchive } from '../src/answers/package-archive.js';
import { renderLetter } from '../src/answers/letter.js';
import { renderNotice } from '../src/answers/notice.js';
import { LANGUAGES, type Language } from '../src/domain/category.js';
import { type PageModels, type PageName, renderPage } from '../src/portal/pages.js';
import { requestFormModel } from '../src/portal/request-form.js';
import {
  answer,
  copyInput,
  linesOfPlan,
  partialErasure,
  partialRectification,
  policyOf,
} from './support/answers.js';
import { bytesOf, keptAccess, textsOf } from './support/copies.js';
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
  const corrections = [{ category: 'email', value: '', grounds: '' }];
  const wrongForm = requestFormModel(
    policyOf('nummek'),
    language,
    {
      name: '',
      email: 'x',
      language,
      rights: [],
      corrections,
      proofs: [{ kind: 'order-number', value: '1' }],
    },
    ['rights', 'name', 'email', 'details', 'corrections', 'proofs'],
  );
  return {
    ...(Object.fromEntries(rendered) as Record<string, string>),
    'request-form with errors': renderPage('request-form', language, wrongForm),
    'package with a wrong code': renderPage('package', language, { token, codeSent: true, wrongCode: true }),
  };
}

async function letters(language: Language): Promise<Record<string, string>> {
  const link = `https://portal.example/package/${token}`;
  const context = {
    policy: policyOf('nokopa'),
    language,
    reference: 'NOK-2026-000007',
    addressee: 'Aino Esimerkki',
  };
  const made = await keptAccess(copyInput({ language }));
  const copy = await textsOf(made);
  return {
    'partial erasure': renderLetter(partialErasure({ language })).html,
    'partial rectification': renderLetter(partialRectification({ language })).html,
    'access letter': renderLetter(
      answer({ language, lines: linesOfPlan('access'), copy: { link, until: '2026-12-20' } }),
    ).html,
    'no data': renderLetter(answer({ language, kind: 'no-data' })).html,
    'verification mail': renderNotice(
      { kind: 'verification', link, until: '2026-11-21', rights: ['access', 'erasure'] },
      context,
    ).html,
    'code mail': renderNotice({ kind: 'package-code', code: '48219307', minutes: 10 }, context).html,
    'access copy': copy.get('copy.html')!,
    ...(await pagedCopy(language)),
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

const missing = browserPath === null && process.env['CI'] !== 'true';

const written = (
  await Promise.all(
    LANGUAGES.map(async (language) =>
      Object.entries({ ...pages(language), ...(await letters(language)) }).map(([name, html]) => ({
        language,
        name,
        html,
      })),
    ),
  )
).flat();

describe.skipIf(missing)(
  `pages and letters in a browser${missing ? ' (no Chromium on this machine)' : ''}`,
  () => {
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

    it('changes nothing by opening a link: only a button posts', async () => {
      for (const name of ['verify', 'undo'] as const) {
        await show(page, pages('en')[name]!);
        expect(await page.locator('form[method=post] button').count()).toBe(1);
        expect(await page.locator('script, meta[http-equiv]').count()).toBe(0);
      }
    });
  },
);
