import { spawn } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { packageRoot } from '../config/package-root.js';
import type { PostgresBinaries } from './postgres-binaries.js';
import type { ServerIdentity } from './server-identity.js';

export interface Program {
  readonly binaries: PostgresBinaries;
  readonly program: 'postgres' | 'initdb';
  readonly args: readonly string[];
  readonly cluster: string;
  readonly who: ServerIdentity;
  readonly logFile: string;
}

export interface Supervised {
  /** The exit code, once it has ended for whatever reason. */
  readonly exited: Promise<number>;
  /** Asks it to end, cutting its connections, and waits until it has. */
  end(): Promise<number>;
  /** Lets our own process end while it runs; it then ends too. */
  detach(): void;
}

/** Plain JavaScript, so that it runs from the sources as well. */
const SUPERVISOR = join(packageRoot, 'scripts', 'postgres-supervisor.mjs');

/**
 * Starts a PostgreSQL program under a supervisor in a process group of its own: a terminal's Ctrl-C does not reach it
 * before the application is done, and it ends when we do, even by SIGKILL.
 */
export async function supervise(what: Program): Promise<Supervised> {
  const log = await open(what.logFile, 'w', 0o600);
  try {
    const child = spawn(process.execPath, [SUPERVISOR, JSON.stringify(order(what))], {
      detached: true,
      windowsHide: true,
      stdio: ['pipe', log.fd, log.fd],
      env: environment(),
    });
    const exited = new Promise<number>((resolve) => {
      child.once('exit', (code) => resolve(code ?? 1));
      child.once('error', () => resolve(127));
    });
    const pipe = child.stdin as Socket;
    pipe.on('error', () => undefined);
    const end = () => {
      child.ref();
      pipe.destroy();
      return exited;
    };
    const detach = () => {
      child.unref();
      pipe.unref();
    };
    return { exited, end, detach };
  } finally {
    await log.close();
  }
}

/** The last words of the program, for an error that explains itself. */
export async function lastLines(logFile: string): Promise<string> {
  const text = await readFile(logFile, 'utf8').catch(() => '');
  return text.trimEnd().split('\n').slice(-15).join('\n');
}

function order({ binaries, program, args, cluster, who }: Program) {
  return {
    command: binaries[program],
    args,
    options: { cwd: binaries.folder, env: environment(), windowsHide: true, ...who },
    // Windows has no signals to ask with.
    stop:
      process.platform === 'win32' && program === 'postgres'
        ? { command: binaries.pgCtl, args: ['stop', '-D', cluster, '-m', 'fast'] }
        : undefined,
  };
}

/** Nothing of ours leaks in: no PG* defaults, no secrets, and messages in one language. */
function environment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot } = process.env;
  return { ...(PATH && { PATH }), ...(SystemRoot && { SystemRoot }), LC_ALL: 'C', TZ: 'UTC' };
}
