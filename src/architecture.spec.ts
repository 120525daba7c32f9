import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from './config/package-root.js';

interface Source {
  readonly path: string;
  readonly text: string;
}

const sources: readonly Source[] = readdirSync(join(packageRoot, 'src'), {
  recursive: true,
  encoding: 'utf8',
})
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.spec.ts'))
  .map((path) => ({ path, text: readFileSync(join(packageRoot, 'src', path), 'utf8') }));

/** The ways by which Node opens a connection. */
const REACHING_OUT = [
  /\bfetch\(|\bnew (?:WebSocket|EventSource)\b|from 'undici'/,
  /import \* as \w+ from '(?:node:)?(?:https?|http2|net|tls|dgram)'/,
  /\{[^}]*\b(?:request|get|Agent|connect|createConnection)\b[^}]*\} from '(?:node:)?(?:https?|http2|net|tls|dgram)'/,
];

const domain = sources.filter(({ path }) => path.startsWith('domain/'));

/** Code without its comments, so that a rule may be explained by its own words. */
const code = ({ text }: Source) => text.replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, '');
const importsOf = (source: Source) =>
  [...code(source).matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, from]) => from!);
const pathsWith = (pattern: RegExp) =>
  sources.filter((source) => pattern.test(code(source))).map(({ path }) => path);

describe('the domain', () => {
  it('imports nothing outside itself', () => {
    expect(domain.length).toBeGreaterThan(10);
    const foreign = domain.flatMap((source) =>
      importsOf(source)
        .filter((from) => !/^\.\/[\w.-]+\.js$/.test(from))
        .map((from) => `${source.path} → ${from}`),
    );
    expect(foreign).toEqual([]);
  });

  it('never asks what time it is', () => {
    const asking = domain.filter((source) =>
      /\bnew Date\b|\bDate\.now\b|\bTemporal\b|\bperformance\./.test(code(source)),
    );
    expect(asking.map(({ path }) => path)).toEqual([]);
  });
});

describe('the house', () => {
  it('destroys data in one place only', () => {
    expect(
      pathsWith(
        /\.(?:delete|from|softDelete)\(\s*(?:Datum|Customer|CustomerRecord)\b|\bdelete\s+from\s+(?:datum|customer|record)\b/,
      ),
    ).toEqual([join('customers', 'erasure.ts')]);
  });

  it('destroys a person’s key in one place only', () => {
    expect(pathsWith(/vault\.destroy\([^)]*customer/)).toEqual([join('customers', 'erasure.ts')]);
  });

  it('reads the environment where a process begins, and nowhere else', () => {
    const reading = pathsWith(/\bprocess\.env\b/).filter((path) => !/^(main\.ts|(cli|demo)\/)/.test(path));
    // A child process is handed PATH; that is no setting.
    expect(reading).toEqual([join('embedded', 'supervised.ts')]);
  });

  it('asks the clock for the time, so that tests and demos can move it', () => {
    // Embedded engines and demo wait for real processes, which know no other time.
    const asking = pathsWith(/\bnew Date\(\)|\bDate\.now\(\)/).filter(
      (path) => !/^(embedded|demo)\//.test(path),
    );
    expect(asking).toEqual(['clock.ts']);
  });

  it('takes no list where an object is asked for, nor a list within a list', () => {
    // `ValidateNested` looks into lists however deep they lie, and is content with an empty one.
    const nested = sources.flatMap((source) =>
      [...code(source).matchAll(/^.*\n *@ValidateNested\((.*)\)$/gm)].map(([found, options]) => ({
        path: source.path,
        guarded: found.trim().startsWith(`@IsObject(${options})`),
      })),
    );
    expect(nested.length).toBeGreaterThan(10);
    expect(nested.filter(({ guarded }) => !guarded)).toEqual([]);
  });

  it('opens a connection to an address of somebody else only after checking it', () => {
    // The demo is a client of ours.
    const reaching = sources.filter(
      (source) => !source.path.startsWith('demo/') && REACHING_OUT.some((way) => way.test(code(source))),
    );
    expect(reaching.map(({ path }) => path)).toContain(join('recipients', 'webhook-post.ts'));
    for (const { path, text } of reaching) {
      expect(text, path).toMatch(/\bcheckedAddress\(url, /);
      expect(text, path).toMatch(/\bhost: address,/);
      expect(text, path).not.toMatch(/\bfetch\(|rejectUnauthorized|followRedirects?|maxRedirects/);
    }
  });

  it('builds no code and no command line out of what it is given', () => {
    expect(pathsWith(/\beval\(|\bnew Function\(|node:vm\b|\bshell: *true/)).toEqual([]);
    const starting = pathsWith(/node:child_process/).filter((path) => !path.startsWith('demo/'));
    // The embedded engines, and the command that whoever runs the house has set to print the master key.
    expect(starting.filter((path) => !path.startsWith('embedded'))).toEqual([
      join('vault', 'master-source.ts'),
    ]);
  });

  it('has no random number that can be guessed where somebody could gain by guessing', () => {
    // The demo invents people, the same ones each time.
    expect(pathsWith(/\bMath\.random\b/).filter((path) => !path.startsWith('demo/'))).toEqual([]);
  });

  it('knows no cipher, hash or mode that is out of date', () => {
    const named = sources.flatMap((source) =>
      [...code(source).matchAll(/create(?:Cipheriv|Decipheriv|Hash|Hmac)\(\s*'([^']+)'/g)].map(
        ([, name]) => name!,
      ),
    );
    expect([...new Set(named)].sort()).toEqual(['aes-256-gcm', 'sha256']);
  });

  it('has no barrel and no file named for everything', () => {
    const names = sources.map(({ path }) => basename(path));
    expect(names.filter((name) => /^index\.|utils?\b|common|helper|manager|shared/.test(name))).toEqual([]);
    expect(pathsWith(/^export \* from/m)).toEqual([]);
  });
});
