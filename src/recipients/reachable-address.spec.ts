import { describe, expect, it } from 'vitest';
import { checkedAddress, reachOf } from './reachable-address.js';

const PUBLIC = [
  '8.8.8.8',
  '193.166.4.1',
  '172.32.0.1',
  '100.128.0.1',
  '2001:67c:2e8::1',
  '2a00:1450:400f::8',
];
const LOOPBACK = ['127.0.0.1', '127.8.9.10', '::1'];
const PRIVATE = [
  '10.1.2.3',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '100.64.0.1',
  // Metadata of clouds.
  '169.254.169.254',
  '168.63.129.16',
  '192.0.0.192',
  '100.100.100.200',
  'fd00:ec2::254',
  // Nobody, everybody, documentation, benchmarks.
  '0.0.0.0',
  '255.255.255.255',
  '224.0.0.1',
  '192.0.2.7',
  '198.18.0.1',
  '::',
  'ff02::1',
  '2001:db8::1',
  // Link-local, unique local, and what carries an IPv4 address.
  'fe80::1',
  'fe80::1%lo',
  'fc00::1',
  '::ffff:127.0.0.1',
  '::ffff:8.8.8.8',
  '64:ff9b::a9fe:a9fe',
  '2002:7f00:1::1',
  '2001:0:1::1',
  'localhost',
  '',
];

describe('an address', () => {
  it.each([
    ...PUBLIC.map((address) => [address, 'public']),
    ...LOOPBACK.map((address) => [address, 'loopback']),
    ...PRIVATE.map((address) => [address, 'private']),
  ])('%j is %s', (address, reach) => {
    expect(reachOf(address)).toBe(reach);
  });
});

describe('a webhook may go', () => {
  const going = (url: string, addresses: string[], loopbackAllowed = true) =>
    checkedAddress(new URL(url), loopbackAllowed, (name) => {
      expect(name).not.toMatch(/[[\]]/);
      return Promise.resolve(addresses.map((address) => ({ address })));
    });

  it('to the public address that its name was resolved to', async () => {
    expect(await going('https://koukku.example/', ['193.166.4.1', '2a00:1450:400f::8'], false)).toBe(
      '193.166.4.1',
    );
  });

  it('to this machine where that is allowed, also in the clear', async () => {
    expect(await going('http://[::1]:8080/', ['::1'])).toBe('::1');
    expect(await going('https://localhost/', ['127.0.0.1'])).toBe('127.0.0.1');
  });

  it.each([
    ['to this machine in production', 'https://koukku.example/', ['127.0.0.1'], false, 'ADDRESS_NOT_PUBLIC'],
    ['in the clear to the network', 'http://koukku.example/', ['193.166.4.1'], true, 'NOT_HTTPS'],
    ['to a private address', 'https://koukku.example/', ['10.0.0.7'], true, 'ADDRESS_NOT_PUBLIC'],
    ['to metadata', 'https://169.254.169.254/', ['169.254.169.254'], true, 'ADDRESS_NOT_PUBLIC'],
    [
      'where one of several is private',
      'https://koukku.example/',
      ['8.8.8.8', '192.168.0.1'],
      true,
      'ADDRESS_NOT_PUBLIC',
    ],
    ['nowhere', 'https://koukku.example/', [], true, 'NO_ADDRESS'],
  ])('not %s', async (_, url, addresses, loopbackAllowed, reason) => {
    await expect(going(url, addresses, loopbackAllowed)).rejects.toMatchObject({ reason });
  });
});
