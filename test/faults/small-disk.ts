import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** The names of folders that disks are mounted in say which process did, so that what it left behind is known. */
const NAME = /^suoja-round-(\d+)-/;

const mounted = new Set<string>();
process.once('exit', () => mounted.forEach(unmount));

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
      mounted.add(folder);
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
    if (this.missing === null) unmount(this.folder);
  }

  private get filler(): string {
    return join(this.folder, 'filler');
  }
}

/** A folder of a round, in which its disk will be. */
export const roundFolder = () => mkdtempSync(join(tmpdir(), `suoja-round-${process.pid}-`));

/** Why no small disk can be mounted on this machine; `null` when it can. */
export function noSmallDisk(): string | null {
  const folder = roundFolder();
  const disk = SmallDisk.mount(join(folder, 'try'));
  disk.unmount();
  rmSync(folder, { recursive: true, force: true });
  return disk.missing;
}

/** Takes away what runs that were ended by force have left mounted. */
export function unmountLeftovers(): void {
  for (const line of readFileSync('/proc/mounts', 'utf8').split('\n')) {
    const folder = line.split(' ')[1] ?? '';
    const pid = NAME.exec(basename(dirname(folder)))?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    unmount(folder);
    rmSync(dirname(folder), { recursive: true, force: true });
  }
}

function unmount(folder: string): void {
  mounted.delete(folder);
  execFileSync('umount', ['-l', folder], { stdio: 'ignore' });
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
