import { describe, expect, it } from 'vitest';
import { loadConfig } from '../config/load-config.js';
import { masterSource, readMasterKey } from './master-source.js';

const key = Buffer.alloc(32, 7);
const text = key.toString('base64');
const readFrom = (env: Record<string, string>) => readMasterKey(masterSource(loadConfig(env)));

describe('a master key', () => {
  it.each([
    ['the environment', { MASTER_KEY: text }],
    ['what a command prints', { MASTER_KEY_COMMAND: `printf '%s\\n' ${text}` }],
  ])('is read from %s', async (_, env) => {
    expect(await readFrom(env)).toEqual(key);
  });

  it.each([
    ['fails', 'echo sesame7 >&2; exit 3', 'MASTER_KEY_COMMAND failed with exit code 3'],
    [
      'prints something else',
      'echo sesame7',
      'MASTER_KEY_COMMAND: the master key must be 32 bytes in base64',
    ],
    ['prints nothing', 'true', 'MASTER_KEY_COMMAND: the master key must be 32 bytes in base64'],
  ])('is refused when its command %s, and nothing of it is repeated', async (_, command, word) => {
    await expect(readFrom({ MASTER_KEY_COMMAND: command })).rejects.toThrow(new Error(word));
  });

  it('is refused by name when its file cannot be read', async () => {
    await expect(readFrom({ MASTER_KEY_FILE: '/nowhere/sesame7' })).rejects.toThrow(
      new Error('MASTER_KEY_FILE cannot be read'),
    );
  });
});
