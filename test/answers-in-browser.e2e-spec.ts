import { existsSync } from 'node:fs';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageArchive } from '../src/answers/package-archive.js';
import { renderLetter } from '../src/answers/letter.js';
import { LANGUAGES } from '../src/domain/category.js';
import { answer, copyInput, linesOfPlan, policyOf } from './support/answers.js';
import { accessibilityFaults, browserPath, openBrowser, show } from './support/browser.js';
import { bytesOf, keptAccess } from './support/copies.js';
import { REGISTERS } from './support/decisions.js';
import { decisionLetters, otherLetters } from './support/sample-letters.js';
import { zippedTexts } from './support/zip.js';

const missing = browserPath === null && process.env['CI'] !== 'true';
const made = new Date('2026-11-20T08:30:00Z');

/** Letters of three languages have the same elements, so axe reads each in one of them. */
const letters = LANGUAGES.flatMap((language, turn) =>
  [...decisionLetters('konttorimix', language), ...otherLetters('konttorimix', language)].map(
    ([name, { html }], index) => ({ language, name, html, read: index % LANGUAGES.length === turn }),
  ),
);
const packages = LANGUAGES.flatMap((language) => REGISTERS.map((register) => ({ language, register })));

describe.skipIf(missing)(`answers in a browser${missing ? ' (no Chromium on this machine)' : ''}`, () => {
  let browser: Browser;
  let page: Page;
  let home: string;

  beforeAll(async () => {
    browser = await openBrowser();
    page = await browser.newPage({ viewport: { width: 900, height: 1200 } });
    home = await mkdtemp(join(tmpdir(), 'suoja-answers-'));
  });
  afterAll(async () => {
    await browser?.close();
    await rm(home, { recursive: true, force: true });
  });

  it.each(letters)(
    'shows a letter to everybody, and asks nothing of anybody: $name in $language',
    async (each) => {
      const refused: string[] = [];
      await show(page, each.html, refused);
      if (each.read) expect(await accessibilityFaults(page)).toEqual([]);
      await page.setViewportSize({ width: 320, height: 640 });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
      await page.setViewportSize({ width: 900, height: 1200 });
      expect(refused).toEqual([]);
    },
  );

  /** As somebody does who has unpacked it and has no network. */
  it.each(packages)('opens the copy of $register in $language from a folder, offline', async (each) => {
    const policy = policyOf(each.register);
    const { language } = each;
    const { paper } = renderLetter(answer({ policy, language, lines: linesOfPlan('access') }));
    const kept = await keptAccess(copyInput({ policy, language }));
    const archive = packageArchive({ ...kept, name: 'X', madeAt: made, letter: { paper, madeAt: made } });
    const folder = join(home, `${each.register} ${language}`);
    for (const [name, text] of zippedTexts(await bytesOf(archive))) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), text);
    }
    const context = await browser.newContext({ offline: true, viewport: { width: 900, height: 1200 } });
    const opened = await context.newPage();
    const asked: string[] = [];
    const complaints: string[] = [];
    opened.on('request', (request) => asked.push(request.url()));
    opened.on('console', (message) => complaints.push(message.text()));
    await opened.goto(pathToFileURL(join(folder, 'index.html')).href);
    expect(asked).toEqual([pathToFileURL(join(folder, 'index.html')).href]);
    expect(complaints).toEqual([]);
    expect(await accessibilityFaults(opened)).toEqual([]);
    expect(await opened.getAttribute('html', 'lang')).toBe(language);
    for (const href of await hrefsOf(opened))
      if (!/^(#|https:|mailto:)/.test(href)) expect(existsSync(join(folder, href)), href).toBe(true);
    await context.close();
  });
});

const hrefsOf = (page: Page): Promise<string[]> =>
  page.locator('a[href]').evaluateAll((links) => links.map((link) => link.getAttribute('href')!));
