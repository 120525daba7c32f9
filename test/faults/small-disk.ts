import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** A disk of half a megabyte that can be filled, where the machine lets us mount one; else an ordinary folder. */
export class SmallDisk {
  private constructor(
    readonly folder: string,
    /** Why it cannot be filled; `null` when it can. */
    readonly missing: string | null,
  ) {}

  static mount(folder: string): SmallDisk {
    mkdirSync(folder, { recursive: true });
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=512k,mode=0700', 'tmpfs', folder], {
        stdio: 'ignore',
      });
      return new SmallDisk(folder, null);
    } catch {
      return new SmallDisk(folder, 'no right to mount a small disk here');
    }
  }

  /** To the last byte, as far as the disk gives any. */
  fill(): void {
    const file = openSync(this.filler, 'w');
    for (const size of [65_536, 4096, 512, 1]) {
      try {
        for (let times = 0; times < 2000; times++) writeSync(file, Buffer.alloc(size));
      } catch {
        // Full for pieces of this size.
      }
    }
    closeSync(file);
  }

  free(): void {
    rmSync(this.filler, { force: true });
  }

  unmount(): void {
    if (this.missing === null) execFileSync('umount', ['-l', this.folder], { stdio: 'ignore' });
  }

  private get filler(): string {
    return join(this.folder, 'filler');
  }
}
