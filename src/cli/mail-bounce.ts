import type { INestApplicationContext } from '@nestjs/common';
import { LARGEST_REPORT } from '../mail/bounce-report.js';
import { Bounces } from '../mail/bounces.js';
import { inHouse } from './in-house.js';

/** Tells a mail server that pipes reports here to try again later (sysexits.h). */
const TEMPORARY_FAILURE = 75;

/**
 * `suoja mail bounce`: takes one message from the standard input. What is no report about a letter of this house is left
 * alone and is no failure, so that the mail server answers nobody.
 */
export async function takeBounce(input: AsyncIterable<Buffer>, json: boolean): Promise<void> {
  const raw = await readWhole(input);
  try {
    await inHouse(async (app) => {
      console.log(await taken(app, raw, json));
    });
  } catch {
    console.error('The house could not be reached; try again later.');
    process.exitCode = TEMPORARY_FAILURE;
  }
}

async function taken(app: INestApplicationContext, raw: Buffer | null, json: boolean): Promise<string> {
  const recorded = raw !== null && (await app.get(Bounces, { strict: false }).take(raw));
  const result = recorded ? 'recorded' : 'ignored';
  return json ? JSON.stringify({ result }) : result;
}

/** `null` for more than a report can be; it is read to its end all the same, or the pipe would break. */
async function readWhole(input: AsyncIterable<Buffer>): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of input) {
    size += chunk.length;
    if (size <= LARGEST_REPORT) chunks.push(chunk);
    else chunks.length = 0;
  }
  return size <= LARGEST_REPORT ? Buffer.concat(chunks) : null;
}
