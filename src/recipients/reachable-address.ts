import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

/** IPv4 that is not the public internet (RFC 6890, IANA special-purpose registry), and a cloud's metadata in public space. */
const NOT_PUBLIC_4 = rangesOf('ipv4', [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
  '168.63.129.16/32',
]);
/** Of IPv6 only global unicast is public, and of that not what carries or translates another address. */
const GLOBAL_6 = rangesOf('ipv6', ['2000::/3']);
const NOT_PUBLIC_6 = rangesOf('ipv6', ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']);
const LOOPBACK_4 = rangesOf('ipv4', ['127.0.0.0/8']);

/** Where an address lies. Everything that is neither public nor this machine is private. */
export function reachOf(address: string): 'public' | 'loopback' | 'private' {
  switch (isIP(address)) {
    case 4:
      if (LOOPBACK_4.check(address)) return 'loopback';
      return NOT_PUBLIC_4.check(address) ? 'private' : 'public';
    case 6:
      if (address === '::1') return 'loopback';
      return GLOBAL_6.check(address, 'ipv6') && !NOT_PUBLIC_6.check(address, 'ipv6') ? 'public' : 'private';
    default:
      return 'private';
  }
}

export type Lookup = (name: string) => Promise<readonly { readonly address: string }[]>;

const lookupAll: Lookup = (name) => lookup(name, { all: true });

/**
 * The address to connect to, checked after the name was resolved; whoever connects uses it and does not resolve again,
 * so that a name cannot change in between. One bad address among several is enough: the name is not to be trusted.
 */
export async function checkedAddress(
  { hostname, protocol }: Pick<URL, 'hostname' | 'protocol'>,
  loopbackAllowed: boolean,
  look: Lookup = lookupAll,
): Promise<string> {
  const found = (await look(hostname.replace(/^\[|\]$/g, ''))).map(({ address }) => address);
  const [first] = found;
  if (first === undefined) throw new NotDelivered('NO_ADDRESS');
  const reached = new Set(found.map(reachOf));
  if (reached.has('private') || (reached.has('loopback') && !loopbackAllowed))
    throw new NotDelivered('ADDRESS_NOT_PUBLIC');
  if (protocol !== 'https:' && reached.has('public')) throw new NotDelivered('NOT_HTTPS');
  return first;
}

/** Why a notification did not get through, by a code that tells nothing of anyone. */
export class NotDelivered extends Error {
  override readonly name = 'NotDelivered';

  constructor(readonly reason: string) {
    super(reason);
  }
}

function rangesOf(family: 'ipv4' | 'ipv6', ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [net, bits] = range.split('/');
    list.addSubnet(net!, Number(bits), family);
  }
  return list;
}
