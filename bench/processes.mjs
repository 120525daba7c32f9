import { execFile, spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { packageRoot } from '../dist/src/config/package-root.js';

const program = (name) => join(packageRoot, 'dist', 'src', name);

/** What a command of the house prints. */
export async function printed(args, env) {
  const { stdout } = await promisify(execFile)(process.execPath, [program('cli/main.js'), ...args], { env });
  return stdout;
}

/** The service, or a part of it, as a process whose memory the system counts. */
export class Measured {
  #child;

  static async start(part, env, nodeArgs) {
    const started = new Measured();
    const child = spawn(process.execPath, [...nodeArgs, program('main.js')], { env });
    started.#child = child;
    await new Promise((resolve, reject) => {
      let output = '';
      for (const stream of [child.stdout, child.stderr])
        stream.setEncoding('utf8').on('data', (text) => {
          output += text;
          if (output.includes('suoja is')) resolve();
        });
      child.once('exit', (code) => {
        if (code !== 0) console.error(`${part} ended with ${code}: ${output.slice(-2000)}`);
        reject(new Error(`${part} ended`));
      });
    });
    return started;
  }

  /** The highest memory is counted from now on. */
  async forgetPeak() {
    await writeFile(`/proc/${this.#child.pid}/clear_refs`, '5');
  }

  /** Resident memory now and at its highest. */
  async memory() {
    const status = await readFile(`/proc/${this.#child.pid}/status`, 'utf8');
    const megabytes = (name) =>
      Math.round(Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)[1]) / 1024);
    return `${megabytes('VmRSS')} MB, peak ${megabytes('VmHWM')}`;
  }

  async stop() {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill('SIGTERM');
    await ended;
  }
}
