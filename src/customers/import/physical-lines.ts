import { StringDecoder } from 'node:string_decoder';

/** One line of the file; without text when it was too long to be kept. */
export interface PhysicalLine {
  readonly number: number;
  readonly text: string | null;
}

export const MAX_LINE_LENGTH = 65_536;

/** Splits a stream into lines without ever holding more than one line of bounded length. */
export async function* physicalLines(stream: AsyncIterable<Buffer | string>): AsyncGenerator<PhysicalLine> {
  const decoder = new StringDecoder('utf8');
  let number = 0;
  let rest = '';
  let tooLong = false;
  for await (const chunk of stream) {
    rest += typeof chunk === 'string' ? chunk : decoder.write(chunk);
    let end = rest.indexOf('\n');
    let start = 0;
    for (; end >= 0; end = rest.indexOf('\n', start)) {
      yield lineOf(++number, rest.slice(start, end), tooLong);
      tooLong = false;
      start = end + 1;
    }
    rest = rest.slice(start);
    if (rest.length > MAX_LINE_LENGTH) [rest, tooLong] = ['', true];
  }
  rest += decoder.end();
  if (rest !== '' || tooLong) yield lineOf(++number, rest, tooLong);
}

function lineOf(number: number, raw: string, tooLong: boolean): PhysicalLine {
  if (tooLong || raw.length > MAX_LINE_LENGTH) return { number, text: null };
  const text = number === 1 ? raw.replace(/^\uFEFF/, '') : raw;
  return { number, text: text.replace(/\r$/, '') };
}
