import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** The data folder lets the server's user through to its own part, but shows nobody what is in it. */
export async function makeDataFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o711 });
}

/** Writes a file that only we may read, whole or not at all, and on the disk before we return. */
export async function writePrivateFile(path: string, content: string | Uint8Array): Promise<void> {
  const fresh = join(dirname(path), `.${randomUUID()}.part`);
  try {
    const file = await open(fresh, 'wx', 0o600);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(fresh, path);
  } catch (error) {
    await rm(fresh, { force: true });
    throw error;
  }
}
