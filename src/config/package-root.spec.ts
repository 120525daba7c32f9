import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findPackageRoot, packageRoot } from './package-root.js';

const folder = mkdtempSync(join(tmpdir(), 'package-root-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('package root', () => {
  it('is the folder of this package', () => {
    expect(JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'))).toMatchObject({
      name: 'suoja',
    });
  });

  it('is found from the built code as from the source', () => {
    writeFileSync(join(folder, 'package.json'), '{}');
    for (const built of ['src/registers', 'dist/src/registers']) {
      mkdirSync(join(folder, built), { recursive: true });
      expect(findPackageRoot(join(folder, built))).toBe(folder);
    }
  });

  it('says so when no folder above holds a package', () => {
    expect(() => findPackageRoot('/')).toThrow(/installation is incomplete/);
  });
});
