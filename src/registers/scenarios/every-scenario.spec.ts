import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../config/package-root.js';

const folder = join(packageRoot, 'src', 'registers', 'scenarios');
const titles = readdirSync(folder)
  .filter((name) => name.endsWith('.spec.ts'))
  .flatMap((name) => [...readFileSync(join(folder, name), 'utf8').matchAll(/describe\('(S\d\d) /g)])
  .map(([, scenario]) => scenario!);

describe('every worked scenario', () => {
  it('is decided by a test named after it, once', () => {
    const all = Array.from({ length: 33 }, (_, index) => `S${String(index + 1).padStart(2, '0')}`);
    expect(titles.sort()).toEqual(all);
  });
});
