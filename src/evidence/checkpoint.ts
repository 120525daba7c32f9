import type { LogKey } from './log-key.js';

/** What a checkpoint states: so many entries stood in the log, and this is the root over them. */
export interface CheckpointFacts {
  readonly size: number;
  readonly root: Buffer;
  /** RFC 3339, UTC. */
  readonly at: string;
  /** Size at the checkpoint before; 0 for the first. */
  readonly previous: number;
}

/** A checkpoint as it was written somewhere outside. */
export interface ReadCheckpoint extends CheckpointFacts {
  readonly origin: string;
  /** The signed text. */
  readonly text: Buffer;
  readonly signatures: readonly {
    readonly name: string;
    readonly hash: Buffer;
    readonly signature: Buffer;
  }[];
}

const DASH = '— ';

/** The signed text: origin, size and root, and our own lines for time and predecessor (C2SP tlog-checkpoint). */
export function checkpointText(origin: string, { size, root, at, previous }: CheckpointFacts): Buffer {
  return Buffer.from(`${origin}\n${size}\n${root.toString('base64')}\ntime ${at}\nafter ${previous}\n`);
}

export function signCheckpoint(key: LogKey, facts: CheckpointFacts): Buffer {
  return key.sign(checkpointText(key.origin, facts));
}

/** The whole note: text, an empty line, the signature (C2SP signed-note). */
export function checkpointNote(key: LogKey, facts: CheckpointFacts, signature: Buffer): string {
  const signed = Buffer.concat([key.hash, signature]).toString('base64');
  return `${checkpointText(key.origin, facts).toString()}\n${DASH}${key.origin} ${signed}\n`;
}

const NOTE =
  /^(?<text>(?<origin>\S+)\n(?<size>0|[1-9]\d{0,14})\n(?<root>[\w+/]{43}=)\ntime (?<at>\S+)\nafter (?<previous>0|[1-9]\d{0,14})\n)\n(?<signatures>(?:— \S+ [\w+/]+={0,2}\n)+)/gm;

/** Every checkpoint in a text, in order; what stands between them is passed over. */
export function readCheckpoints(written: string): ReadCheckpoint[] {
  return [...written.replaceAll('\r\n', '\n').matchAll(NOTE)].map(({ groups }) => {
    const { text, origin, size, root, at, previous, signatures } = groups as Record<string, string>;
    return {
      origin: origin!,
      size: Number(size),
      root: Buffer.from(root!, 'base64'),
      at: at!,
      previous: Number(previous),
      text: Buffer.from(text!),
      signatures: signatures!.trimEnd().split('\n').map(signatureIn),
    };
  });
}

function signatureIn(line: string): ReadCheckpoint['signatures'][number] {
  const [name, signed] = line.slice(DASH.length).split(' ');
  const bytes = Buffer.from(signed!, 'base64');
  return { name: name!, hash: bytes.subarray(0, 4), signature: bytes.subarray(4) };
}

/** Whether one of these keys signed it. */
export function isSignedBy(keys: readonly LogKey[], { text, signatures }: ReadCheckpoint): boolean {
  return signatures.some(({ name, hash, signature }) =>
    keys.some((key) => key.origin === name && key.hash.equals(hash) && key.verify(text, signature)),
  );
}
