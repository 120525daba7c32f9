import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../config/package-root.js';
import { LANGUAGES } from '../../domain/category.js';
import type { RegisterPolicy } from '../../domain/register-policy.js';
import { paperHtml } from '../../paper/paper-html.js';
import { paperMarkdown } from '../../paper/paper-markdown.js';
import { paperPdf } from '../../paper/paper-pdf.js';
import { loadPolicies } from '../../registers/policy-file.js';
import { privacyNotice } from '../render/privacy-notice.js';
import { checkNotice } from './check-notice.js';

const policies = loadPolicies(join(packageRoot, 'policies'));
const FORMATS = {
  html: async (policy, language) => paperHtml(privacyNotice(policy, language)),
  md: async (policy, language) => paperMarkdown(privacyNotice(policy, language)),
  pdf: (policy, language) => paperPdf(privacyNotice(policy, language), new Date('2026-11-20T00:00:00Z')),
} as const satisfies Record<
  string,
  (policy: RegisterPolicy, language: (typeof LANGUAGES)[number]) => Promise<string | Buffer>
>;

/** What only the controller can answer stays open in the rendered notice, and is found there. */
const OPEN: Record<string, readonly string[]> = {
  umacon: ['AUTOMATED_DECISIONS_UNSTATED'],
  konttorimix: ['AUTOMATED_DECISIONS_UNSTATED', 'DATA_GROUPS_MISSING'],
  nokopa: [],
  nummek: ['AUTOMATED_DECISIONS_UNSTATED', 'DATA_GROUPS_MISSING', 'RECIPIENTS_MISSING', 'RETENTION_MISSING'],
  'ip-produkter': ['AUTOMATED_DECISIONS_UNSTATED'],
};

describe.each(Object.keys(OPEN))('the notice the house writes for %s', (register) => {
  const { policy } = policies.get(register)!;
  const cases = LANGUAGES.flatMap((language) =>
    (Object.keys(FORMATS) as (keyof typeof FORMATS)[]).map((format) => [language, format] as const),
  );

  it.each(cases)('in %s as %s has only findings the controller must answer', async (language, format) => {
    const bytes = Buffer.from(await FORMATS[format](policy, language));
    const { findings } = await checkNotice(bytes, `notice.${format}`);
    expect(findings.map(({ code }) => code).sort()).toEqual(
      [...OPEN[register]!, 'STATUTORY_REQUIREMENT_UNANSWERED', 'TRANSFER_SAFEGUARDS_MISSING'].sort(),
    );
  });
});
