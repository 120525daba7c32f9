/** One file of a package. Its content is made while it is read, as often as it is read, and is the same each time. */
export interface PackagePart {
  readonly name: string;
  readonly contentType: string;
  content(): AsyncIterable<Uint8Array>;
}

/** @param lines whole texts or pieces of one, made when the part is read */
export function textPart(
  name: string,
  contentType: string,
  lines: () => AsyncIterable<string> | Iterable<string>,
): PackagePart {
  return {
    name,
    contentType,
    async *content() {
      for await (const piece of lines()) yield Buffer.from(piece, 'utf8');
    },
  };
}

export function bytesPart(
  name: string,
  contentType: string,
  bytes: () => Promise<Uint8Array> | Uint8Array,
): PackagePart {
  return {
    name,
    contentType,
    async *content() {
      yield await bytes();
    },
  };
}

export const jsonPart = (name: string, value: () => unknown): PackagePart =>
  textPart(name, 'application/json', () => [`${JSON.stringify(value(), null, 2)}\n`]);

/** A cover with its data between its other parts, one datum a line. */
export function coveredJsonPart(
  name: string,
  cover: object,
  data: () => AsyncIterable<readonly unknown[]>,
): PackagePart {
  return textPart(name, 'application/json', async function* () {
    const whole = JSON.stringify({ ...cover, data: [] }, null, 2);
    // Within a text its quotation marks would be escaped, so this is the property and nothing else.
    const at = whole.indexOf('"data": []') + '"data": ['.length;
    yield whole.slice(0, at);
    let first = true;
    for await (const page of data()) {
      yield page
        .map((datum, index) => `${first && index === 0 ? '' : ','}\n    ${JSON.stringify(datum)}`)
        .join('');
      first = first && page.length === 0;
    }
    yield `${first ? '' : '\n  '}${whole.slice(at)}\n`;
  });
}
