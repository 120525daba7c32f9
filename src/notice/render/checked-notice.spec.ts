import { describe, expect, it } from 'vitest';
import { policyOf } from '../../../test/support/answers.js';
import { LANGUAGES } from '../../domain/category.js';
import type { RegisterPolicy } from '../../domain/register-policy.js';
import type { Paper } from '../../paper/paper.js';
import { paperHtml } from '../../paper/paper-html.js';
import { paperMarkdown } from '../../paper/paper-markdown.js';
import { paperPdf } from '../../paper/paper-pdf.js';
import { findingsOf } from '../check/findings.js';
import { readNotice } from '../check/read-notice.js';
import { readingOf } from '../check/rule.js';
import { privacyNotice } from './privacy-notice.js';

const REGISTERS = ['umacon', 'konttorimix', 'nokopa', 'nummek', 'ip-produkter'];
const WRITERS = {
  html: async (paper: Paper) => Buffer.from(paperHtml(paper)),
  md: async (paper: Paper) => Buffer.from(paperMarkdown(paper)),
  pdf: (paper: Paper) => paperPdf(paper, new Date('2026-11-20T00:00:00Z')),
};
type Format = keyof typeof WRITERS;

async function found(paper: Paper, format: Format): Promise<string[]> {
  const bytes = new Uint8Array(await WRITERS[format](paper));
  return findingsOf(readingOf(await readNotice(bytes, `notice.${format}`))).map(({ code }) => code);
}

/** What the controller itself has left open: a notice says so, and a reader may still find it. */
function gapsOf(policy: RegisterPolicy): string[] {
  const { retention, cookies, controller } = policy;
  const periods = new Set(
    retention === 'notStated' ? [] : Object.values(retention).map(({ period }) => period),
  );
  const gaps: readonly (readonly [boolean, string])[] = [
    [policy.transfers.safeguards === 'notStated', 'TRANSFER_SAFEGUARDS_MISSING'],
    [policy.transfers.safeguards === 'notStated' && cookies.stated, 'TRANSFER_VERSUS_ANALYTICS'],
    [policy.automatedDecisions.made === 'notStated', 'AUTOMATED_DECISIONS_UNSTATED'],
    [policy.dataGroups.groups === 'notStated', 'DATA_GROUPS_MISSING'],
    [policy.recipientGroups.groups === 'notStated', 'RECIPIENTS_MISSING'],
    [policy.statutoryRequirement === 'notStated', 'STATUTORY_REQUIREMENT_UNANSWERED'],
    [retention === 'notStated', 'RETENTION_MISSING'],
    [periods.size === 1, 'RETENTION_BLANKET'],
    [periods.size === 1 && periods.has('P0D'), 'RETENTION_OPEN_ENDED'],
    [!cookies.stated, 'COOKIES_EMPTY'],
    [controller.notStated.length > 0, 'CONTROLLER_CONTACT_MISSING'],
    [policy.controllerKind === 'natural-person', 'CONTROLLER_NAME_MISSING'],
  ];
  return gaps.filter(([open]) => open).map(([, code]) => code);
}

const each = REGISTERS.flatMap((register) =>
  LANGUAGES.flatMap((language) =>
    (Object.keys(WRITERS) as Format[])
      .filter((format) => format !== 'pdf' || language === 'fi')
      .map((format) => ({ register, language, format })),
  ),
);

describe('our own check of our own notice', () => {
  it.each(each)(
    'finds only what the policy leaves open: $register in $language as $format',
    async ({ register, language, format }) => {
      const policy = policyOf(register);
      const codes = await found(privacyNotice(policy, language), format);
      expect(codes.filter((code) => !gapsOf(policy).includes(code))).toEqual([]);
    },
  );

  it('still finds what the policy leaves open, since the notice hides nothing', async () => {
    const codes = await found(privacyNotice(policyOf('nummek'), 'fi'), 'html');
    for (const code of ['RETENTION_MISSING', 'TRANSFER_SAFEGUARDS_MISSING', 'AUTOMATED_DECISIONS_UNSTATED'])
      expect(codes).toContain(code);
  });

  it('finds a gap no more once the controller has closed it', async () => {
    const policy: RegisterPolicy = {
      ...policyOf('umacon'),
      automatedDecisions: { made: false, cite: 'x' },
      transfers: { outsideEea: 'never', safeguards: 'notStated', cite: 'x' },
      statutoryRequirement:
        'Laskutus edellyttää nimeä ja osoitetta; ilman niitä emme voi toimittaa tilausta.',
    };
    const codes = await found(privacyNotice(policy, 'fi'), 'html');
    for (const code of ['AUTOMATED_DECISIONS_UNSTATED', 'TRANSFER_SAFEGUARDS_MISSING'])
      expect(codes).not.toContain(code);
  });
});
