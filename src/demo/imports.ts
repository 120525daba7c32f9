import { Readable } from 'node:stream';
import { CsvImport } from '../customers/import/csv-import.service.js';
import { Policies } from '../registers/policies.js';
import type { Service } from '../start.js';
import { requireEqual } from './expectation.js';
import { type GeneratedRegister, generateRegister } from './generate.js';
import type { Progress } from './progress.js';
import type { CsvFile } from './register-files.js';
import type { Waiting } from './waiting.js';

/** Fills the registers from generated CSV files, the way a house takes in what it has. */
export class Imports {
  readonly registers = new Map<string, GeneratedRegister>();

  constructor(
    private readonly service: Service,
    private readonly progress: Progress,
    private readonly waiting: Waiting,
  ) {}

  async everything(): Promise<void> {
    for (const policy of this.service.app.get(Policies).all()) {
      const generated = generateRegister(policy);
      this.registers.set(policy.register, generated);
      const counts: string[] = [];
      for (const file of generated.files)
        counts.push(`${await this.take(policy.register, file, 'imported')} ${file.kind}`);
      await this.take(policy.register, generated.left, 'updated');
      this.progress.say(`${policy.register}: imported ${counts.join(', ')}`);
    }
  }

  /** The file that arrives later: whose relationship has ended, and when. */
  async ended(): Promise<void> {
    for (const [register, { ended }] of this.registers) {
      const count = await this.take(register, ended, 'updated');
      this.progress.say(`${register}: ${count} relationships are now known to have ended`);
    }
  }

  private async take(
    register: string,
    { kind, text }: CsvFile,
    expected: 'imported' | 'updated',
  ): Promise<number> {
    this.waiting.throwIfStopped();
    const csvImport = this.service.app.get(CsvImport, { strict: false });
    const report = await csvImport.importCsv(register, kind, Readable.from([text]), 'system');
    const lines = text.trimEnd().split('\n').length - 1;
    requireEqual(
      `import of ${kind} into ${register}`,
      [report[expected], report.errors.slice(0, 5)],
      [lines, []],
    );
    return lines;
  }
}
