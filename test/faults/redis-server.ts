import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { freePort } from '../../src/embedded/free-port.js';
import { signal } from './own-processes.js';

export const hasRedis = () => spawnSync('redis-server', ['--version']).status === 0;

/** A Redis of our own, to be maltreated. It keeps nothing: what it forgets in a crash is the worst case. */
export class RedisServer {
  private child!: ChildProcess;

  private constructor(
    private readonly folder: string,
    readonly port: number,
  ) {}

  static async start(): Promise<RedisServer> {
    const server = new RedisServer(await mkdtemp(join(tmpdir(), 'suoja-redis-')), await freePort());
    await server.launch();
    return server;
  }

  flush(): Promise<void> {
    return this.ask(async (client) => void (await client.flushall()));
  }

  async crash(): Promise<void> {
    await this.end();
    await this.launch();
  }

  async pause(ms: number): Promise<void> {
    signal([this.child.pid!], 'SIGSTOP');
    await sleep(ms);
    signal([this.child.pid!], 'SIGCONT');
  }

  async stop(): Promise<void> {
    await this.end();
    await rm(this.folder, { recursive: true, force: true });
  }

  private async launch(): Promise<void> {
    const settings = { port: this.port, bind: '127.0.0.1', save: '', appendonly: 'no', dir: this.folder };
    const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
    this.child = spawn('redis-server', [...args, '--maxmemory-policy', 'noeviction'], { stdio: 'ignore' });
    for (let tries = 0; tries < 200; tries++) {
      try {
        return await this.ask(async (client) => void (await client.ping()));
      } catch {
        await sleep(50);
      }
    }
    throw new Error('Redis did not start');
  }

  private end(): Promise<void> {
    const ended = new Promise<void>((resolve) => this.child.once('exit', () => resolve()));
    signal([this.child.pid!], 'SIGKILL');
    return ended;
  }

  private async ask(work: (client: Redis) => Promise<void>): Promise<void> {
    const client = new Redis(this.port, '127.0.0.1', { lazyConnect: true, retryStrategy: () => null });
    client.on('error', () => undefined);
    await client.connect();
    try {
      await work(client);
    } finally {
      client.disconnect();
    }
  }
}
