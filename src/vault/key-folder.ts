import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, link, mkdir, open, readdir, readFile, rename, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * The files of the key store, by names such as `epochs/umacon/3`. What is written is on the disk when the call returns,
 * whole or not at all; what is destroyed is overwritten where it lies before it is removed.
 */
export class KeyFolder {
  constructor(private readonly root: string) {}

  /** Makes the folder, for its owner alone. Throws when it cannot be written. */
  async prepare(): Promise<void> {
    try {
      await mkdir(this.root, { recursive: true, mode: 0o700 });
      await access(this.root, constants.R_OK | constants.W_OK);
    } catch {
      throw new Error('The key store cannot be written: set KEYS_DIR to a folder the service may write to');
    }
  }

  /** Writes a file that is not there yet. False when it is: nothing was changed. */
  async create(name: string, bytes: Buffer): Promise<boolean> {
    const temporary = await this.writeBeside(name, bytes);
    try {
      await link(temporary, this.path(name));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    } finally {
      await unlink(temporary);
      await synced(dirname(temporary));
    }
    return true;
  }

  /** Puts other bytes in the place of a file, and overwrites what it held. */
  async replace(name: string, bytes: Buffer): Promise<void> {
    const before = await open(this.path(name), 'r+');
    try {
      await rename(await this.writeBeside(name, bytes), this.path(name));
      await synced(dirname(this.path(name)));
      await overwrite(before);
    } finally {
      await before.close();
    }
  }

  async read(name: string): Promise<Buffer | null> {
    try {
      return await readFile(this.path(name));
    } catch (error) {
      if (isAbsent(error)) return null;
      throw error;
    }
  }

  /** Overwrites part of a file in its place. */
  async erase(
    name: string,
    parts: readonly { readonly at: number; readonly length: number }[],
  ): Promise<void> {
    const file = await open(this.path(name), 'r+').catch((error: unknown) => {
      if (isAbsent(error)) return null;
      throw error;
    });
    if (!file) return;
    try {
      for (const { at, length } of parts) await file.write(Buffer.alloc(length), 0, length, at);
      await file.sync();
    } finally {
      await file.close();
    }
  }

  async destroy(name: string): Promise<void> {
    const file = await open(this.path(name), 'r+').catch((error: unknown) => {
      if (isAbsent(error)) return null;
      throw error;
    });
    if (!file) return;
    try {
      await overwrite(file);
    } finally {
      await file.close();
    }
    await unlink(this.path(name)).catch((error: unknown) => {
      if (!isAbsent(error)) throw error;
    });
    await synced(dirname(this.path(name)));
  }

  /** Names of the files directly in a folder of the store; none when it does not exist. */
  async names(folder = ''): Promise<string[]> {
    return (await this.entries(folder))
      .filter(({ hidden, isFolder }) => !hidden && !isFolder)
      .map(({ name }) => name);
  }

  /** Names of all files, whatever folder they are in. */
  async allNames(folder = ''): Promise<string[]> {
    const found: string[] = [];
    for (const { name, hidden, isFolder } of await this.entries(folder)) {
      const path = folder === '' ? name : `${folder}/${name}`;
      if (isFolder) found.push(...(await this.allNames(path)));
      else if (!hidden) found.push(path);
    }
    return found;
  }

  /** Destroys what a crash left half written. Only while nobody else writes. */
  async tidy(folder = ''): Promise<void> {
    for (const { name, hidden, isFolder } of await this.entries(folder)) {
      const path = folder === '' ? name : `${folder}/${name}`;
      if (isFolder) await this.tidy(path);
      else if (hidden) await this.destroy(path);
    }
  }

  private async entries(folder: string) {
    try {
      const entries = await readdir(this.path(folder), { withFileTypes: true });
      return entries.map((entry) => ({
        name: entry.name,
        hidden: entry.name.startsWith('.'),
        isFolder: entry.isDirectory(),
      }));
    } catch (error) {
      if (isAbsent(error)) return [];
      throw error;
    }
  }

  /** Under a name that begins with a full stop, in the same folder. */
  private async writeBeside(name: string, bytes: Buffer): Promise<string> {
    const folder = dirname(this.path(name));
    await this.makeFolder(folder);
    const path = join(folder, `.${basename(name)}.${randomUUID()}`);
    const file = await open(path, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    return path;
  }

  /** A folder is there after a power cut when the one it is in has been synced. */
  private async makeFolder(folder: string): Promise<void> {
    const first = await mkdir(folder, { recursive: true, mode: 0o700 });
    if (first === undefined) return;
    for (let made = folder; made.length >= first.length; made = dirname(made)) await synced(dirname(made));
  }

  private path(name: string): string {
    return join(this.root, name);
  }
}

type OpenFile = Awaited<ReturnType<typeof open>>;

async function overwrite(file: OpenFile): Promise<void> {
  const { size } = await file.stat();
  await file.write(Buffer.alloc(size), 0, size, 0);
  await file.sync();
}

async function synced(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const isAbsent = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOENT';
