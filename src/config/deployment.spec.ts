import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadConfig, settingNames } from './load-config.js';
import { packageRoot } from './package-root.js';

interface Service {
  readonly image: string;
  readonly user?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly ulimits?: { readonly core?: number };
  readonly privileged?: boolean;
  readonly tmpfs?: readonly string[];
  readonly restart?: string;
  readonly command?: readonly string[];
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly secrets?: readonly string[];
  readonly environment?: Readonly<Record<string, string | number>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly test?: readonly string[] };
}

const compose = readFileSync(join(packageRoot, 'docker-compose.yml'), 'utf8');
const { services, secrets } = parse(compose, { merge: true }) as {
  services: Record<string, Service>;
  secrets: Record<string, { readonly file: string }>;
};
const dockerfile = readFileSync(join(packageRoot, 'Dockerfile'), 'utf8');
const ours = Object.entries({ api: services['api']!, worker: services['worker']! });

/** Settings as the process sees them, with what a house fills in. */
function settingsOf({ environment = {} }: Service): Record<string, string> {
  const filledIn: Record<string, string> = {
    POSTGRES_PASSWORD: 'abc123',
    SMTP_URL: 'smtp://mail:1025',
    MAIL_FROM: 'tietosuoja@yritys.example',
    PUBLIC_URL: 'https://tietosuoja.yritys.example',
  };
  const value = (text: string) =>
    text.replace(/\$\{(\w+):([?-])([^}]*)\}/g, (_, name: string, kind: string, rest: string) =>
      kind === '?' ? filledIn[name]! : rest,
    );
  return Object.fromEntries(Object.entries(environment).map(([name, set]) => [name, value(String(set))]));
}

describe('the compose file', () => {
  it.each(ours)('gives %s only settings that exist', (_, { environment }) => {
    expect(settingNames()).toEqual(expect.arrayContaining(Object.keys(environment!)));
  });

  it.each(ours)('starts %s with settings that production accepts', (name, service) => {
    expect(loadConfig(settingsOf(service))).toMatchObject({
      NODE_ENV: 'production',
      SUOJA_PROCESS: name,
      DATABASE_URL: 'postgres://suoja:abc123@postgres:5432/suoja',
      QUEUE_URL: 'redis://redis:6379',
      MASTER_KEY_FILE: '/run/secrets/master_key',
    });
  });

  it.each(ours)('runs %s without root, on a read-only file system, behind healthy engines', (_, service) => {
    expect(service).toMatchObject({
      user: 'node',
      read_only: true,
      tmpfs: ['/tmp'],
      secrets: ['master_key'],
      restart: 'unless-stopped',
      depends_on: { postgres: { condition: 'service_healthy' }, redis: { condition: 'service_healthy' } },
    });
  });

  it.each(Object.entries(services))(
    'gives %s no root, no privilege, no file system to write on but its volumes, and no core dump',
    (_, service) => {
      expect(service).toMatchObject({
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
        ulimits: { core: 0 },
      });
      expect(service.user).toMatch(/^(?!root|0\b)\w+/);
      expect(service.privileged).toBeUndefined();
      for (const volume of service.volumes ?? []) expect(volume).toMatch(/^\w+:\/(var\/lib|data)/);
    },
  );

  it('has no password or key of its own: whoever forgets one is told its name', () => {
    expect(services['postgres']!.environment!['POSTGRES_PASSWORD']).toMatch(/^\$\{POSTGRES_PASSWORD:\?.+\}$/);
    expect(secrets['master_key']!.file).toMatch(/^\$\{MASTER_KEY_FILE:\?.+\}$/);
    for (const [, { environment }] of ours) {
      expect(environment!['DATABASE_URL']).toMatch(/:\$\{POSTGRES_PASSWORD:\?.+\}@/);
    }
  });

  it('keeps what is in the queues: written down, never evicted', () => {
    const command = services['redis']!.command!.join(' ');
    expect(command).toContain('--appendonly yes');
    expect(command).toContain('--maxmemory-policy noeviction');
    expect(services['redis']!.volumes).toEqual(['redis:/data']);
  });

  it('keeps the database where the image of version 18 has it', () => {
    expect(services['postgres']!.image).toMatch(/^postgres:18/);
    expect(services['postgres']!.volumes).toEqual(['postgres:/var/lib/postgresql']);
  });

  it.each(['postgres', 'redis'])('asks %s whether it answers', (name) => {
    expect(services[name]!.healthcheck!.test!.join(' ')).toMatch(/pg_isready|redis-cli ping/);
  });

  it('opens ports to this machine only', () => {
    const open = Object.entries(services).filter(([, { ports }]) => ports !== undefined);
    expect(open.map(([name]) => name)).toEqual(['api', 'mail']);
    for (const port of open.flatMap(([, { ports }]) => ports!)) expect(port).toMatch(/^127\.0\.0\.1:/);
  });

  it('names a version of every image', () => {
    for (const { image } of Object.values(services)) expect(image).toMatch(/:v?\d[\w.-]*$/);
  });
});

describe('the image', () => {
  it('runs as a user who is not root', () => {
    expect(dockerfile.match(/^USER .+$/gm)?.at(-1)).toBe('USER node');
  });

  it('is built on versions that are named', () => {
    for (const [, image] of dockerfile.matchAll(/^FROM (\S+)/gm)) expect(image).toMatch(/^node:\d/);
  });

  it('carries no development package and starts Node itself', () => {
    expect(dockerfile).toContain('npm prune --omit=dev');
    expect(dockerfile).toContain('ENTRYPOINT ["node", "dist/src/main.js"]');
  });

  it('sets nothing that is not a setting', () => {
    const set = [...dockerfile.matchAll(/^ENV (.+)$/gm)].flatMap(([, line]) => line!.match(/\w+(?==)/g)!);
    expect(set).toContain('NODE_ENV');
    expect(settingNames()).toEqual(expect.arrayContaining(set));
  });
});
