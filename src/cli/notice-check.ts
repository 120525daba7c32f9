import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { checkNotice, type NoticeReport } from '../notice/check/check-notice.js';
import { checkPolicy } from '../notice/check/check-policy.js';
import { MOST_BYTES } from '../notice/check/read-notice.js';
import { UnreadableNotice } from '../notice/check/unreadable-notice.js';
import { BadInput } from './bad-input.js';
import { policyNamed } from './policy-named.js';

/** `suoja notice check`: what is wrong with a published notice or a policy, and the policy it amounts to. */
export async function printNoticeCheck(file: string, { json }: { readonly json?: boolean }): Promise<void> {
  const report = await reportOn(file);
  if (json) console.log(JSON.stringify(report, null, 2));
  else printFindings(report);
  if (report.findings.length > 0) process.exitCode = 1;
}

function printFindings({ findings }: NoticeReport): void {
  for (const { code, severity, clause, reason } of findings)
    console.log(`${severity.padEnd(7)}  ${code}\n         ${clause}\n         ${reason}`);
  console.log(findings.length === 0 ? 'no findings' : `${findings.length} findings`);
}

/** A file is a notice or a policy; a bare word that is no file names a register. */
async function reportOn(file: string): Promise<NoticeReport> {
  const isRegister = /^[a-z][a-z0-9-]*$/.test(file) && !isFile(file);
  if (isRegister || /\.ya?ml$/i.test(file)) return checkPolicy(policyNamed(file));
  try {
    return await checkNotice(readBytes(file), basename(file));
  } catch (error) {
    if (error instanceof UnreadableNotice) throw new BadInput(`the file ${error.message}`);
    throw error;
  }
}

function readBytes(path: string): Uint8Array {
  if (!isFile(path)) throw new BadInput('there is no such file');
  if (statSync(path).size > MOST_BYTES) throw new UnreadableNotice('is larger than 10 MB');
  try {
    return readFileSync(path);
  } catch {
    throw new BadInput('the file cannot be read');
  }
}

const isFile = (path: string) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
