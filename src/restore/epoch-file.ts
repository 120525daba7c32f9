import { createHmac, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { EpochMark, EpochOutside } from './epoch-verdict.js';

const NAME = 'epoch.json';

/** The epoch as it is known outside the database: one small file beside the ledger, replaced whole. */
export class EpochFile {
  constructor(
    private readonly folder: string,
    private readonly key: Buffer,
  ) {}

  async read(): Promise<EpochOutside> {
    let text: string;
    try {
      text = await readFile(join(this.folder, NAME), 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'missing';
      throw error;
    }
    return this.markIn(text) ?? 'changed';
  }

  /** A crash leaves the old file or the new one, never half of one. */
  async write(mark: EpochMark): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const draft = join(this.folder, `${NAME}.${randomUUID()}`);
    try {
      const file = await open(draft, 'wx', 0o600);
      try {
        await file.writeFile(`${JSON.stringify({ mac: this.macOf(mark), mark })}\n`);
        await file.datasync();
      } finally {
        await file.close();
      }
      await rename(draft, join(this.folder, NAME));
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
    const folder = await open(this.folder, 'r');
    await folder.sync().finally(() => folder.close());
  }

  private markIn(text: string): EpochMark | null {
    try {
      const { mac, mark } = JSON.parse(text) as { mac: string; mark: EpochMark };
      return mac === this.macOf(mark) ? mark : null;
    } catch {
      return null;
    }
  }

  /** Keyed: whoever can write the folder but has no key of the house cannot make an old database look current. */
  private macOf({ database, epoch, token, place }: EpochMark): string {
    return createHmac('sha256', this.key)
      .update(JSON.stringify([database, epoch, token, place]))
      .digest('hex');
  }
}
