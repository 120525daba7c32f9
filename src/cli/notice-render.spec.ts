import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../config/package-root.js';
import { BadInput } from './bad-input.js';
import { renderNoticeFile } from './notice-render.js';

const folder = mkdtempSync(join(tmpdir(), 'notice-'));
afterAll(() => rmSync(folder, { recursive: true }));

const out = (name: string) => join(folder, name);
const read = (name: string) => readFileSync(out(name));

describe('suoja notice render', () => {
  it('writes the notice of a register in the language and format asked for', async () => {
    await renderNoticeFile('nummek', { lang: 'sv', format: 'md', out: out('a.md') });
    expect(read('a.md').toString()).toMatch(/^# Dataskyddsbeskrivning: Kundregister\n/);
    await renderNoticeFile('nummek', { lang: 'fi', format: 'html', out: out('a.html') });
    expect(read('a.html').toString()).toContain('<html lang="fi">');
    await renderNoticeFile('nummek', { lang: 'en', format: 'pdf', out: out('a.pdf') });
    expect(read('a.pdf').subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('takes a policy file in place of a register', async () => {
    const file = join(packageRoot, 'policies', 'nokopa.yaml');
    await renderNoticeFile(file, { lang: 'en', format: 'md', out: out('b.md') });
    expect(read('b.md').toString()).toContain('Nokopa Oy');
  });

  it('writes the record of processing activities with --record', async () => {
    await renderNoticeFile('umacon', { lang: 'en', format: 'md', record: true, out: out('c.md') });
    expect(read('c.md').toString()).toMatch(/^# Record of processing activities/);
  });

  it.each([
    ['an unknown register', 'nosuch', { lang: 'fi', format: 'md' }, /no such register; known are: .*nokopa/],
    ['a file that is not there', './nosuch.yaml', { lang: 'fi', format: 'md' }, /cannot be read/],
    ['a way out of the folder', '../policies/nokopa', { lang: 'fi', format: 'md' }, /cannot be read/],
    ['an unknown language', 'nokopa', { lang: 'de', format: 'md' }, /--lang must be one of fi, sv, en/],
    ['an unknown format', 'nokopa', { lang: 'fi', format: 'doc' }, /--format must be one of html, md, pdf/],
  ])('refuses %s as bad input', async (_, register, options, message) => {
    const refused = renderNoticeFile(register, { ...options, out: out('refused') });
    await expect(refused).rejects.toThrow(BadInput);
    await expect(refused).rejects.toThrow(message);
    expect(readdirSync(folder)).not.toContain('refused');
  });

  it('refuses a policy with a mistake, and names the line', async () => {
    const text = readFileSync(join(packageRoot, 'policies', 'nokopa.yaml'), 'utf8');
    writeFileSync(out('bad.yaml'), text.replace('version:', 'verzion:'));
    const refused = renderNoticeFile(out('bad.yaml'), { lang: 'fi', format: 'md', out: out('d.md') });
    await expect(refused).rejects.toThrow(BadInput);
    await expect(refused).rejects.toThrow(/bad\.yaml:\d+/);
  });

  it('keeps the file that stood there when it cannot write, and leaves no draft behind', async () => {
    const options = { lang: 'fi', format: 'md', out: join(folder, 'nowhere', 'e.md') };
    await expect(renderNoticeFile('nokopa', options)).rejects.toThrow(BadInput);
    writeFileSync(out('f.md'), 'old');
    await renderNoticeFile('nokopa', { ...options, out: out('f.md') });
    expect(read('f.md').toString()).toContain('# Tietosuojaseloste');
    expect(readdirSync(folder).filter((name) => name.endsWith('.draft'))).toEqual([]);
  });
});
