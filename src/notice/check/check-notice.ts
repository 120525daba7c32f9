import type { RegisterPolicy } from '../../domain/register-policy.js';
import { draftPolicy } from './draft-policy.js';
import { type Finding, findingsOf } from './findings.js';
import { readNotice } from './read-notice.js';
import { readingOf } from './rule.js';

export interface NoticeReport {
  readonly findings: readonly Finding[];
  readonly draftPolicy: RegisterPolicy;
}

/**
 * Reads a notice as published and says what is wrong with it, and what policy it amounts to. Throws
 * UnreadableNotice when the bytes hold none. The name of the file only tells a page from plain text.
 */
export async function checkNotice(bytes: Uint8Array, fileName: string): Promise<NoticeReport> {
  const reading = readingOf(await readNotice(bytes, fileName));
  const findings = findingsOf(reading);
  return { findings, draftPolicy: draftPolicy(reading, findings) };
}
