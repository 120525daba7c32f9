import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/config/package-root.js';

export const read = (path: string) => readFileSync(join(packageRoot, path), 'utf8');

/** The cells of those rows of the tables of a page that begin like this. */
export const tableRows = (page: string, first: RegExp): string[][] =>
  read(page)
    .split('\n')
    .filter((line) => first.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

/** What a text names as proof: `file › title`. */
export const referencesIn = (text: string): string[] =>
  [...text.matchAll(/`([^`]+ › [^`]+)`/g)].map(([, reference]) => reference!);

/** A test by its title in the code, or a decision by its heading. */
export function exists(reference: string): boolean {
  const [file = '', title = ''] = reference.split(' › ');
  if (!existsSync(join(packageRoot, file))) return false;
  const lines = read(file).split('\n');
  if (file.endsWith('.md')) return lines.includes(`## ${title}`);
  const quoted = title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?:\\bit\\(|\\)\\(|^)\\s*'${quoted}',`, 'm').test(read(file));
}
