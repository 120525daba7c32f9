import { mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Answered, Letter } from './answer.js';

export interface Kept {
  readonly category: string;
  readonly keepUntil: string | null;
  readonly holds: readonly string[];
}

export interface SummaryRow {
  readonly register: string;
  readonly right: string;
  readonly reference: string;
  readonly state: string;
  readonly due: string;
  readonly kept: readonly Kept[];
  /** Path of the letter below the folder. */
  readonly answer: string;
  /** Path of the second letter, where a postponed part has run. */
  readonly secondLetter?: string;
}

/** The folder the demo leaves behind: letters, opened packages and the summary. Names are references, never people. */
export class DemoOutput {
  constructor(readonly folder: string) {}

  async clear(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
    await mkdir(this.folder, { recursive: true });
  }

  async keep(answered: Answered): Promise<SummaryRow> {
    const { register, reference, right, state, due, plan } = answered;
    const name = `${register}/${reference}-${right}`;
    const answer = await this.letter(name, answered.letter);
    for (const { name: file, content } of answered.package) {
      await this.write(`${name}/${basename(file)}`, Buffer.from(content, 'base64'));
    }
    return { register, right, reference, state, due, kept: keptOf(plan), answer };
  }

  /** @returns the path of the text */
  async letter(name: string, { text, html }: Letter): Promise<string> {
    if (html !== null) await this.write(`${name}.html`, html);
    await this.write(`${name}.txt`, text);
    return `${name}.txt`;
  }

  async summary(rows: readonly SummaryRow[]): Promise<void> {
    await this.write('summary.json', `${JSON.stringify(rows, null, 2)}\n`);
  }

  private async write(name: string, content: string | Buffer): Promise<void> {
    const path = join(this.folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }
}

/** What a correction does not touch stays, but not against anybody's will. */
export const UNCONTESTED = 'rectification.not-contested';

/** What was not given, corrected or erased as asked, and for how long. */
export function keptOf(plan: Answered['plan']): Kept[] {
  const kept = (plan?.data ?? []).filter(({ outcome, rule }) => outcome === 'keep' && rule !== UNCONTESTED);
  const lines = kept.map(({ category, keepUntil, holds }) => JSON.stringify({ category, keepUntil, holds }));
  return [...new Set(lines)].sort().map((line) => JSON.parse(line) as Kept);
}
