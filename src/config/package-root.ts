import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The nearest folder at or above `from` that holds a package.json. */
export function findPackageRoot(from: string): string {
  if (existsSync(join(from, 'package.json'))) return from;
  const parent = dirname(from);
  if (parent === from) throw new Error('No package.json above this module: the installation is incomplete.');
  return findPackageRoot(parent);
}

/** Where policies, migrations and message files lie, whether the code runs from `src/` or from `dist/src/`. */
export const packageRoot: string = findPackageRoot(dirname(fileURLToPath(import.meta.url)));
