import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { BadInput } from './bad-input.js';

/** Writes the whole file or none of it: what stood there before stays until the new one is complete on the disk. */
export function writeWhole(file: string, content: string | Buffer): void {
  const draft = join(dirname(file), `.${basename(file)}.${process.pid}.draft`);
  try {
    const open = openSync(draft, 'wx', 0o644);
    try {
      writeFileSync(open, content);
      fsyncSync(open);
    } finally {
      closeSync(open);
    }
    renameSync(draft, file);
  } catch {
    rmSync(draft, { force: true });
    throw new BadInput('--out names a file that cannot be written');
  }
}
