import { crc32, inflateRawSync } from 'node:zlib';

export interface Zipped {
  readonly name: string;
  readonly bytes: Buffer;
  /** Seconds since 1970. */
  readonly modified: number;
}

/** Reads an archive by its directory, as programs do, and checks every sum in it. */
export function unzipped(archive: Buffer): Zipped[] {
  const end = archive.lastIndexOf(Buffer.from('504b0506', 'hex'));
  const files: Zipped[] = [];
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    const [nameLength, extraLength] = [archive.readUInt16LE(at + 28), archive.readUInt16LE(at + 30)];
    const local = archive.readUInt32LE(at + 42);
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const packed = archive.subarray(start, start + archive.readUInt32LE(at + 20));
    const bytes = archive.readUInt16LE(at + 10) === 8 ? inflateRawSync(packed) : packed;
    const utf8 = (archive.readUInt16LE(at + 8) & 0x800) !== 0;
    if (!utf8 || crc32(bytes) !== archive.readUInt32LE(at + 16)) throw new Error('damaged archive');
    const name = archive.subarray(at + 46, at + 46 + nameLength).toString('utf8');
    files.push({ name, bytes, modified: archive.readUInt32LE(at + 46 + nameLength + 5) });
    at += 46 + nameLength + extraLength + archive.readUInt16LE(at + 32);
  }
  return files;
}

export const zippedTexts = (archive: Buffer): Map<string, string> =>
  new Map(unzipped(archive).map(({ name, bytes }) => [name, bytes.toString('utf8')]));

/** For supertest, which would read a file as text. */
export function asBytes(answer: unknown, done: (error: Error | null, body: Buffer) => void): void {
  const parts: Buffer[] = [];
  const stream = answer as NodeJS.ReadableStream;
  stream.on('data', (part: Buffer) => parts.push(part));
  stream.on('end', () => done(null, Buffer.concat(parts)));
}
