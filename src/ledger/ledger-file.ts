import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { step } from '../step.js';
import {
  follows,
  isEntry,
  type LedgerBody,
  type Link,
  linked,
  lineOf,
  linkIn,
  NO_LINK,
} from './ledger-line.js';

/** How far a file has been read, and what its end says. */
interface End {
  readonly size: number;
  /** Where its last whole line ends. What lies behind was torn by a crash. */
  readonly whole: number;
  readonly mac: string;
  /** Ids of entries whose transaction has not been settled yet. */
  readonly open: ReadonlySet<string>;
  /** The last entry known to have been committed. */
  readonly committed: string | null;
}

const START: End = { size: 0, whole: 0, mac: NO_LINK, open: new Set(), committed: null };

/** A line that was read: its content, or that it does not follow from the line before it. */
export type ReadLine =
  | { readonly broken: false; readonly body: LedgerBody; readonly mac: string }
  | { readonly broken: true; readonly body: null };

/** One register's lines. They are only ever added; who adds holds the register's lock in the database. */
export class LedgerFile {
  private end = START;

  constructor(
    private readonly path: string,
    private readonly key: Buffer,
  ) {}

  static of(folder: string, register: string, key: Buffer): LedgerFile {
    return new LedgerFile(join(folder, `${register}.jsonl`), key);
  }

  /** What the file says at its end, with what other processes have added. */
  async readEnd(): Promise<End> {
    const size = await sizeOf(this.path);
    if (size < this.end.size) this.end = START;
    if (size === this.end.size) return this.end;
    let { whole } = this.end;
    const links: Link[] = [];
    for await (const line of linesOf(this.path, whole)) {
      if (!line.endsWith('\n')) break;
      whole += Buffer.byteLength(line);
      const link = linkIn(line);
      if (link !== null) links.push(link);
    }
    return (this.end = advanced(this.end, links, { size, whole }));
  }

  /** Adds lines in one write and waits until they are on the disk. @returns the hash of each */
  async append(bodies: readonly LedgerBody[]): Promise<string[]> {
    const end = await this.readEnd();
    let before = end.mac;
    const links = bodies.map((body) => {
      const link = linked(this.key, before, body);
      before = link.mac;
      return link;
    });
    const text = `${end.whole < end.size ? '\n' : ''}${links.map(lineOf).join('')}`;
    const isNew = end.size === 0;
    if (isNew) await mkdir(dirname(this.path), { recursive: true, mode: 0o700 });
    const file = await open(this.path, 'a', 0o600);
    try {
      await writeWhole(file, text);
      step('ledger.before-sync');
      await file.datasync();
      step('ledger.after-sync');
    } finally {
      await file.close();
    }
    if (isNew) await syncFolder(dirname(this.path));
    const size = end.size + Buffer.byteLength(text);
    this.end = advanced(end, links, { size, whole: size });
    return links.map(({ mac }) => mac);
  }

  /** Every whole line, in order. One that was changed, or follows a line that was taken out, is told as broken. */
  async *lines(): AsyncGenerator<ReadLine> {
    if ((await sizeOf(this.path)) === 0) return;
    let before = NO_LINK;
    for await (const line of linesOf(this.path, 0)) {
      const link = line.endsWith('\n') ? linkIn(line) : null;
      if (link === null) continue;
      if (follows(this.key, before, link)) yield { broken: false, ...link };
      else yield { broken: true, body: null };
      before = link.mac;
    }
  }
}

/** What the end of the file says when these lines have been added. */
function advanced(end: End, links: readonly Link[], to: Pick<End, 'size' | 'whole'>): End {
  let { mac, committed } = end;
  const open = new Set(end.open);
  for (const link of links) {
    mac = link.mac;
    if (isEntry(link.body)) open.add(link.body.id);
    else if (link.body.kind === 'settled') {
      for (const id of [...link.body.committed, ...link.body.void]) open.delete(id);
      committed = link.body.committed.at(-1) ?? committed;
    }
  }
  return { ...to, mac, open, committed };
}

async function writeWhole(file: FileHandle, text: string): Promise<void> {
  const bytes = Buffer.from(text);
  const { bytesWritten } = await file.write(bytes);
  // A full disk takes a part: the rest of the line is torn, and nothing is destroyed.
  if (bytesWritten < bytes.length) throw new Error('The erasure ledger could not be written whole');
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw error;
  }
}

/** Lines with their ends, so that a torn one shows. */
async function* linesOf(path: string, from: number): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of createReadStream(path, { start: from, encoding: 'utf8' })) {
    const parts = (rest + String(chunk)).split('\n');
    rest = parts.pop()!;
    for (const part of parts) yield `${part}\n`;
  }
  if (rest !== '') yield rest;
}
