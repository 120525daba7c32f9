import { type Language, LANGUAGES } from '../domain/category.js';
import { privacyNotice } from '../notice/render/privacy-notice.js';
import { processingRecord } from '../notice/render/processing-record.js';
import { paperHtml } from '../paper/paper-html.js';
import { paperMarkdown } from '../paper/paper-markdown.js';
import { paperPdf } from '../paper/paper-pdf.js';
import { BadInput } from './bad-input.js';
import { policyNamed } from './policy-named.js';
import { writeWhole } from './written-file.js';

interface Options {
  readonly lang: string;
  readonly format: string;
  readonly out?: string;
  readonly record?: boolean;
}

const FORMATS = ['html', 'md', 'pdf'] as const;
type Format = (typeof FORMATS)[number];

/** `suoja notice render`: the notice of Art. 13 and 14, or with --record the record of Art. 30, from the policy alone. */
export async function renderNoticeFile(
  registerOrFile: string,
  { lang, format, out, record }: Options,
): Promise<void> {
  const language = oneOf<Language>('--lang', lang, LANGUAGES);
  const written = oneOf<Format>('--format', format, FORMATS);
  if (written === 'pdf' && out === undefined && process.stdout.isTTY) {
    throw new BadInput('a PDF is not for the screen: name a file with --out');
  }
  const policy = policyNamed(registerOrFile);
  const paper = record ? processingRecord(policy, language) : privacyNotice(policy, language);
  const content =
    written === 'pdf'
      ? await paperPdf(paper, new Date(`${policy.activeFrom}T00:00:00Z`))
      : (written === 'html' ? paperHtml : paperMarkdown)(paper);
  if (out === undefined) process.stdout.write(content);
  else writeWhole(out, content);
}

function oneOf<T extends string>(option: string, given: string, known: readonly T[]): T {
  const found = known.find((value) => value === given);
  if (found === undefined) throw new BadInput(`${option} must be one of ${known.join(', ')}`);
  return found;
}
