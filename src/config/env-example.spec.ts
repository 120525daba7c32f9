import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { Config } from './config.js';
import { loadConfig, settingNames } from './load-config.js';
import { packageRoot } from './package-root.js';

const text = readFileSync(join(packageRoot, '.env.example'), 'utf8');
const source = readFileSync(join(packageRoot, 'src', 'config', 'config.ts'), 'utf8');

/** Each setting and what is said of it, in the order of the class. */
const documented = [...source.matchAll(/\/\*\* (.+) \*\/\n(?: {2}@.+\n)+ {2}(\w+)[?:! =]/g)].map(
  ([, words, name]) => ({ name, words }),
);

describe('.env.example', () => {
  it('has every setting once, in the order of the class', () => {
    expect(documented.map(({ name }) => name).sort()).toEqual(settingNames().sort());
    expect(text.match(/^\w+(?==)/gm)).toEqual(documented.map(({ name }) => name));
  });

  it('says of each what the class says', () => {
    const said = [...text.matchAll(/^# (.+)\n(\w+)=/gm)].map(([, words, name]) => ({ name, words }));
    expect(said).toEqual(documented);
  });

  it('shows the defaults', () => {
    const defaults = new Config() as unknown as Record<string, unknown>;
    for (const [name, value] of Object.entries(parseEnv(text)))
      expect(value).toBe(String(defaults[name] ?? ''));
  });

  it('changes nothing when it is used as it is', () => {
    expect(loadConfig(parseEnv(text))).toEqual(loadConfig({}));
  });
});
