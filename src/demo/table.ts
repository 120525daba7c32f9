import type { PlanDto } from '../requests/dto/request.dto.js';
import type { Answered } from './answer.js';
import { keptOf, type SummaryRow, UNCONTESTED } from './demo-output.js';

/** A column is as wide as its widest word allows, and no wider than this. */
const WIDEST = 46;

/** Plain text with wrapped cells, readable in a log. */
export function textTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const wrapped = [head, ...rows].map((row) => row.map(wrap));
  const widths = head.map((_, column) =>
    Math.max(...wrapped.flatMap((row) => row[column]!.map((line) => line.length))),
  );
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  const [first, ...rest] = wrapped.map((row) => lines(row, widths));
  return [first, rule, ...rest].join('\n');
}

export const HEAD = ['register', 'right', 'outcome per category', 'kept until', 'due', 'answer'] as const;

export function tableRow({ register, right, plan, state, due }: Answered, { answer }: SummaryRow): string[] {
  return [
    register,
    right,
    `${state}: ${plan === null ? UNPLANNED[right === 'objection' ? 'objection' : 'unknown'] : outcomes(plan)}`,
    keptUntil(plan),
    due,
    answer.slice(register.length + 1),
  ];
}

/** What there is to say where no datum is decided on. */
const UNPLANNED = { objection: 'marketing stopped', unknown: 'nothing is held of them' } as const;

function outcomes({ data }: PlanDto): string {
  const by = new Map<string, Set<string>>();
  for (const { outcome, category, rule } of data) {
    if (rule !== UNCONTESTED) by.set(outcome, (by.get(outcome) ?? new Set()).add(category));
  }
  return [...by].map(([outcome, categories]) => `${outcome} ${[...categories].join(', ')}`).join('; ');
}

function keptUntil(plan: Answered['plan']): string {
  const kept = keptOf(plan).filter(({ holds }) => holds.length > 0);
  const ends = kept.map(
    ({ keepUntil, holds }) =>
      keepUntil ?? `end of ${holds.filter((code) => code !== 'STATUTORY_VOUCHER').join('+')}`,
  );
  return [...new Set(ends)].sort().join(', ') || '-';
}

function wrap(text: string): string[] {
  const wrapped: string[] = [''];
  for (const word of text.split(' ')) {
    const line = wrapped.at(-1)!;
    if (line === '') wrapped[wrapped.length - 1] = word;
    else if (line.length + 1 + word.length <= WIDEST) wrapped[wrapped.length - 1] = `${line} ${word}`;
    else wrapped.push(word);
  }
  return wrapped;
}

function lines(row: readonly string[][], widths: readonly number[]): string {
  const height = Math.max(...row.map((cell) => cell.length));
  return Array.from({ length: height }, (_, line) =>
    row
      .map((cell, column) => (cell[line] ?? '').padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  ).join('\n');
}
