import { lstat, stat } from 'node:fs/promises';

/** A real folder of our own that nobody else can write into: whatever is in it, we put there. */
export async function isTrusted(folder: string): Promise<boolean> {
  const found = await lstat(folder).catch(() => null);
  return (
    !!found?.isDirectory() && (found.uid === ourUid() || found.uid === 0) && !writableByOthers(found.mode)
  );
}

/** A folder in which others cannot replace what we make: not writable by them, or sticky as /tmp is. */
export async function keepsWhatWeMake(folder: string): Promise<boolean> {
  const found = await stat(folder).catch(() => null);
  if (!found?.isDirectory() || (found.uid !== 0 && found.uid !== ourUid())) return false;
  return !writableByOthers(found.mode) || (found.mode & 0o1000) !== 0;
}

export function ourUid(): number {
  return process.geteuid?.() ?? 0;
}

function writableByOthers(mode: number): boolean {
  return process.platform !== 'win32' && (mode & 0o022) !== 0;
}
