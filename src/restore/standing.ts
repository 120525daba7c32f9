import type { DataSource, EntityManager } from 'typeorm';
import { createDataSource, SERVICE_ROLE } from '../database/data-source.js';
import { Database } from '../database/database.js';
import type { House } from '../house.module.js';
import { ErasureLedger } from '../ledger/erasure-ledger.js';
import { ledgerFolder } from '../ledger/ledger-folder.js';
import { LedgerReader } from '../ledger/ledger-reader.js';
import { EpochFile } from './epoch-file.js';
import { Epochs } from './epochs.js';
import type { Finding } from './standing-finding.js';

/** Does this database belong to what is known outside of it? Asked before anything else uses either. */
export class Standing {
  readonly epochs: Epochs;
  private readonly database: Database;
  private readonly ledger: ErasureLedger;
  private readonly reader: LedgerReader;
  readonly registers: readonly string[];

  constructor(
    private readonly dataSource: DataSource,
    { config, clock, masterKey, policies }: Pick<House, 'config' | 'clock' | 'masterKey' | 'policies'>,
  ) {
    this.database = new Database(dataSource);
    this.ledger = new ErasureLedger(config, masterKey, this.database, clock);
    this.reader = new LedgerReader(this.ledger);
    this.registers = policies.all().map(({ register }) => register);
    const file = new EpochFile(ledgerFolder(config), masterKey.derive('database-epoch-1'));
    this.epochs = new Epochs(dataSource, file, clock, () => this.nothingNoted());
  }

  /** On connections of its own, apart from those of the service. */
  static async open(house: House): Promise<Standing> {
    const dataSource = createDataSource(house.config.DATABASE_URL!, SERVICE_ROLE);
    return new Standing(await dataSource.initialize(), house);
  }

  close(): Promise<void> {
    return this.dataSource.destroy();
  }

  /** Reads the whole ledger. No finding: the house may open. */
  async findings(): Promise<Finding[]> {
    const fault = await this.epochs.fault();
    const found: Finding[] = fault === null ? [] : [{ code: fault, register: null, count: null }];
    for (const register of this.registers)
      found.push(...(await this.database.inRegister(register, (tx) => this.inLedger(tx, register))));
    return found;
  }

  /** Looks at the ends only, often: a database can be put back under a service that runs. */
  async quickFindings(): Promise<Finding[]> {
    const fault = await this.epochs.fault();
    const found: Finding[] = fault === null ? [] : [{ code: fault, register: null, count: null }];
    for (const register of this.registers) {
      const { committed } = await this.ledger.file(register).readEnd();
      if (committed === null) continue;
      const rows = await this.database.inRegister(register, (tx) =>
        tx.query<object[]>('select from erasure_ledger where id = $1', [committed]),
      );
      if (rows.length === 0) found.push({ code: 'entries-unknown', register, count: null });
    }
    return found;
  }

  /** Says in the ledger what became of transactions that a crash left open. Only for a house without findings. */
  async settle(): Promise<void> {
    for (const register of this.registers) await this.ledger.settle(register);
  }

  /** Says in the ledger that somebody goes on without what it has lost. */
  async accept(register: string, accepted: Parameters<ErasureLedger['accept']>[1]): Promise<void> {
    await this.ledger.accept(register, accepted);
  }

  private async inLedger(tx: EntityManager, register: string): Promise<Finding[]> {
    const { broken, missing } = await this.reader.check(tx, register);
    const counts = {
      'entries-unknown': await this.reader.countUnknown(tx, register),
      'entries-missing': missing,
      'lines-broken': broken,
    } as const;
    return Object.entries(counts).flatMap(([code, count]) =>
      count === 0 ? [] : [{ code: code as keyof typeof counts, register, count }],
    );
  }

  private async nothingNoted(): Promise<boolean> {
    for (const register of this.registers)
      if ((await this.ledger.file(register).readEnd()).mac !== '') return false;
    return true;
  }
}
