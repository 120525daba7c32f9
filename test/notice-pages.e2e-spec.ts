import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { LANGUAGES } from '../src/domain/category.js';
import { privacyNotice } from '../src/notice/render/privacy-notice.js';
import { processingRecord } from '../src/notice/render/processing-record.js';
import { paperHtml } from '../src/paper/paper-html.js';
import { policyOf } from './support/answers.js';
import { accessibilityFaults, browserPath, openBrowser, show } from './support/browser.js';

const REGISTERS = ['umacon', 'konttorimix', 'nokopa', 'nummek', 'ip-produkter'];
const missing = browserPath === null && process.env['CI'] !== 'true';

describe.skipIf(missing)(`notices in a browser${missing ? ' (no Chromium on this machine)' : ''}`, () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
    page = await browser.newPage({ viewport: { width: 900, height: 1200 } });
  });

  afterAll(() => browser?.close());

  const shown = REGISTERS.flatMap((register) =>
    LANGUAGES.flatMap((language) => [
      { what: 'notice', register, language, html: paperHtml(privacyNotice(policyOf(register), language)) },
      { what: 'record', register, language, html: paperHtml(processingRecord(policyOf(register), language)) },
    ]),
  );

  it.each(shown)('have no accessibility fault: $what of $register in $language', async ({ html }) => {
    await show(page, html);
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it.each(shown)('fetch nothing and fit a phone: $what of $register in $language', async ({ html }) => {
    const refused: string[] = [];
    await page.setViewportSize({ width: 320, height: 640 });
    await show(page, html, refused);
    const width = (await page.evaluate('document.documentElement.scrollWidth')) as number;
    await page.setViewportSize({ width: 900, height: 1200 });
    expect(refused).toEqual([]);
    expect(width).toBeLessThanOrEqual(320);
    expect(html).not.toMatch(/<(?:script|link|img|iframe)\b|url\(|@import/);
  });

  it('lead from the contents to every section', async () => {
    for (const language of LANGUAGES) {
      await show(page, paperHtml(privacyNotice(policyOf('konttorimix'), language)));
      const targets = await page
        .locator('.contents a')
        .evaluateAll((links) => links.map((link) => link.getAttribute('href')!));
      expect(targets).toHaveLength(17);
      for (const target of targets) expect(await page.locator(`h2${target}`).count(), target).toBe(1);
    }
  });
});
