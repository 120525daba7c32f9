import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, chromium, type Page } from 'playwright-core';
import { STYLESHEET, STYLESHEET_PATH } from '../../src/portal/pages.js';

const PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Chromium as the system has it, or `null`. */
export const browserPath: string | null = PATHS.find((path) => existsSync(path)) ?? null;

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SITE = 'http://portal.example';

export function openBrowser(): Promise<Browser> {
  if (browserPath === null)
    throw new Error('No Chromium found: install it, the pages cannot be checked without.');
  return chromium.launch({
    executablePath: browserPath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
}

/** Shows a page as our server would; whatever else it asks for is refused and told. */
export async function show(page: Page, html: string, refused: string[] = []): Promise<void> {
  await page.unroute('**/*');
  await page.route('**/*', async (route) => {
    const url = route.request().url();
    if (url === `${SITE}/`) return route.fulfill({ contentType: 'text/html; charset=utf-8', body: html });
    if (url === `${SITE}${STYLESHEET_PATH}`)
      return route.fulfill({ contentType: 'text/css', body: STYLESHEET });
    if (!url.endsWith('/favicon.ico')) refused.push(url);
    return route.abort();
  });
  await page.goto(`${SITE}/`);
}

/** What axe-core finds against WCAG 2.2 AA and good practice: rule and element. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const found = (await page.evaluate(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })`,
  )) as { violations: { id: string; nodes: { html: string }[] }[] };
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}
