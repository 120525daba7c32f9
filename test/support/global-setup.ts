import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../../src/embedded/embedded-postgres.js';
import { prepareTemplate } from './postgres.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** The server's URL for an administrator of databases. */
    postgresUrl: string;
  }
}

let stopServer: () => Promise<void> = () => Promise.resolve();

/** One server for the whole run: the one that TEST_DATABASE_URL names, else our own in a fresh folder. */
export async function setup(project: TestProject): Promise<void> {
  const url = process.env['TEST_DATABASE_URL'] ?? (await startOwnServer());
  try {
    await prepareTemplate(url);
  } catch (error) {
    await teardown();
    throw error;
  }
  project.provide('postgresUrl', url);
}

export async function teardown(): Promise<void> {
  await stopServer();
}

async function startOwnServer(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'suoja-test-'));
  // The server may run as another user than we do.
  await chmod(folder, 0o711);
  const server = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), durable: false });
  stopServer = async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return server.url;
}
