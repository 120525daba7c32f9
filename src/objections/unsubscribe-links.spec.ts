import { describe, expect, it } from 'vitest';
import { v7 as uuid } from 'uuid';
import { loadConfig } from '../config/load-config.js';
import { MasterKey } from '../vault/master-key.js';
import { UnsubscribeLinks } from './unsubscribe-links.js';

const config = loadConfig({ NODE_ENV: 'test', PUBLIC_URL: 'https://portal.example' });
const links = new UnsubscribeLinks(config, new MasterKey(Buffer.alloc(32, 7)));
const id = uuid();
const token = links.token('umacon', id);

describe('an unsubscribe token', () => {
  it('leads back to its customer, is the same each time and shows nothing of the id', () => {
    expect(links.customerId('umacon', token)).toBe(id);
    expect(links.url('umacon', id)).toBe(`https://portal.example/v1/public/unsubscribe/umacon/${token}`);
    expect(Buffer.from(token, 'base64url').toString('hex')).not.toContain(
      id.replaceAll('-', '').slice(0, 12),
    );
  });

  it('is of one register, one person and one house', () => {
    expect(links.customerId('nokopa', token)).toBeNull();
    expect(links.token('nokopa', id)).not.toBe(token);
    expect(links.token('umacon', uuid())).not.toBe(token);
    const other = new UnsubscribeLinks(config, new MasterKey(Buffer.alloc(32, 8)));
    expect(other.customerId('umacon', token)).toBeNull();
  });

  it('cannot be made up, shortened, prolonged or changed in any place', () => {
    const bytes = Buffer.from(token, 'base64url');
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes);
      changed[at]! ^= 1;
      expect(links.customerId('umacon', changed.toString('base64url'))).toBeNull();
    }
    for (const wrong of ['', 'x', token.slice(1), `${token}A`, `${token}=`, 'A'.repeat(token.length), id])
      expect(links.customerId('umacon', wrong)).toBeNull();
  });
});
