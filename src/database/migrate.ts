import { createDataSource } from './data-source.js';

/** Brings a database to the newest schema. Runs as the owner; the service itself runs as its own role. */
export async function migrate(databaseUrl: string): Promise<void> {
  const dataSource = createDataSource(databaseUrl);
  await dataSource.initialize();
  const lock = dataSource.createQueryRunner();
  try {
    // Several processes may start at once; one migrates, the others find it done.
    await lock.query(`select pg_advisory_lock(hashtextextended('suoja:migrate', 0))`);
    await dataSource.runMigrations();
  } finally {
    await lock.release();
    await dataSource.destroy();
  }
}
