const VERSION = 1;
const HEAD_BYTES = 11;

/** A file of the key store: sealed keys in slots of one size. A slot that is empty holds zeros. */
export interface KeyFile {
  /** Which key of the store seals the slots. */
  readonly generation: number;
  readonly slots: readonly (Buffer | null)[];
}

/** Version (1 byte), generation (4), number of slots (2) and their size (4), then the slots. */
export function writeKeyFile({ generation, slots }: KeyFile): Buffer {
  const size = Math.max(...slots.map((slot) => slot?.length ?? 0));
  if (size === 0 || slots.some((slot) => slot && slot.length !== size))
    throw new Error('The slots of a key file have one size');
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt8(VERSION, 0);
  head.writeUInt32BE(generation, 1);
  head.writeUInt16BE(slots.length, 5);
  head.writeUInt32BE(size, 7);
  return Buffer.concat([head, ...slots.map((slot) => slot ?? Buffer.alloc(size))]);
}

/** Throws when it is none of ours, or was cut off. */
export function readKeyFile(bytes: Buffer): KeyFile {
  const { generation, count, size } = headOf(bytes);
  const slots = Array.from({ length: count }, (_, slot) => {
    const { at } = partOf(slot, size);
    const content = bytes.subarray(at, at + size);
    return content.some((byte) => byte !== 0) ? content : null;
  });
  return { generation, slots };
}

/** Where a slot lies in the file that `bytes` were read from. */
export const slotIn = (bytes: Buffer, slot: number) => partOf(slot, headOf(bytes).size);

const partOf = (slot: number, size: number) => ({ at: HEAD_BYTES + slot * size, length: size });

function headOf(bytes: Buffer) {
  const known = bytes.length >= HEAD_BYTES && bytes.readUInt8(0) === VERSION;
  const head = known && {
    generation: bytes.readUInt32BE(1),
    count: bytes.readUInt16BE(5),
    size: bytes.readUInt32BE(7),
  };
  if (!head || bytes.length !== HEAD_BYTES + head.count * head.size)
    throw new Error('A file of the key store is damaged');
  return head;
}
