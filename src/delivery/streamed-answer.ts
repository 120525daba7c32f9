import { Readable } from 'node:stream';
import { StreamableFile } from '@nestjs/common';
import type { PackagePart } from '../answers/package-part.js';

/** A part as a download. */
export function download(part: PackagePart): StreamableFile {
  return new StreamableFile(Readable.from(part.content(), { objectMode: false }), {
    type: part.contentType,
    disposition: `attachment; filename="${part.name}"`,
  });
}

/** `{files: [{name, contentType, content}]}`, written while the parts are read. */
export function filesAnswer(parts: readonly PackagePart[]): StreamableFile {
  return new StreamableFile(Readable.from(filesJson(parts), { objectMode: false }), {
    type: 'application/json; charset=utf-8',
  });
}

async function* filesJson(parts: readonly PackagePart[]): AsyncGenerator<string> {
  yield '{"files":[';
  for (const [index, { name, contentType, content }] of parts.entries()) {
    const named = JSON.stringify({ name, contentType }).slice(0, -1);
    yield `${index === 0 ? '' : ','}${named},"content":"`;
    yield* base64(content());
    yield '"}';
  }
  yield ']}';
}

/** Three bytes make four signs: what is left of a piece goes with the next one. */
async function* base64(content: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let left: Uint8Array = new Uint8Array();
  for await (const piece of content) {
    const bytes = Buffer.concat([left, piece]);
    const whole = bytes.length - (bytes.length % 3);
    yield bytes.toString('base64', 0, whole);
    left = bytes.subarray(whole);
  }
  yield Buffer.from(left).toString('base64');
}
