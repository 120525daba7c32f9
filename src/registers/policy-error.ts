/** What is wrong in a policy file, and where. The reason never repeats a value. */
export interface PolicyProblem {
  readonly file: string;
  readonly line: number;
  /** JSON pointer; empty for the file itself. */
  readonly pointer: string;
  readonly reason: string;
  readonly suggestion?: string;
}

export class PolicyError extends Error {
  override readonly name = 'PolicyError';

  constructor(readonly problems: readonly PolicyProblem[]) {
    super(problems.map(sentence).join('\n'));
  }
}

function sentence({ file, line, pointer, reason, suggestion }: PolicyProblem): string {
  const hint = suggestion === undefined ? '' : ` (did you mean ${suggestion}?)`;
  return `${file}:${line} ${pointer || '/'} ${reason}${hint}`;
}
