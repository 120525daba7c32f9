import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/** A certificate with its key, both PEM. */
export interface Certified {
  readonly cert: string;
  readonly key: string;
}

export interface Authority extends Certified {
  /** A certificate of this authority for a server of that name. */
  certify(hostname: string): Certified;
}

const tlv = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size =
    length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, Math.floor(length / 256), length % 256];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
};
const sequence = (...parts: readonly Buffer[]) => tlv(0x30, ...parts);
const oid = (hex: string) => tlv(0x06, Buffer.from(hex, 'hex'));
const yes = tlv(0x01, Buffer.from([0xff]));

const ECDSA_SHA256 = sequence(oid('2a8648ce3d040302'));
const VALIDITY = sequence(tlv(0x17, Buffer.from('200101000000Z')), tlv(0x17, Buffer.from('491231235959Z')));
const named = (name: string) => sequence(tlv(0x31, sequence(oid('550403'), tlv(0x0c, Buffer.from(name)))));
const extension = (id: string, critical: boolean, value: Buffer) =>
  sequence(oid(id), ...(critical ? [yes] : []), tlv(0x04, value));
const basicConstraints = (authority: boolean) =>
  extension('551d13', true, sequence(...(authority ? [yes] : [])));
const forHost = (hostname: string) => extension('551d11', false, sequence(tlv(0x82, Buffer.from(hostname))));

/** X.509 v3 (RFC 5280), as small as TLS takes it: ECDSA on P-256, a common name, basic constraints, a DNS name. */
function certificate(
  subject: string,
  publicKey: KeyObject,
  issuer: { readonly name: string; readonly key: KeyObject },
  extensions: readonly Buffer[],
): string {
  const info = publicKey.export({ type: 'spki', format: 'der' });
  const serial = createHash('sha256').update(info).digest().subarray(0, 8);
  serial[0] = 0x40;
  const signed = sequence(
    tlv(0xa0, tlv(0x02, Buffer.from([2]))),
    tlv(0x02, serial),
    ECDSA_SHA256,
    named(issuer.name),
    VALIDITY,
    named(subject),
    info,
    tlv(0xa3, sequence(...extensions)),
  );
  const signature = sign('sha256', signed, issuer.key);
  const der = sequence(signed, ECDSA_SHA256, tlv(0x03, Buffer.from([0]), signature));
  return `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`;
}

const pair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
const pem = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }).toString();

/** An authority made for the test that asks, trusted by nobody else. */
export function newAuthority(name: string): Authority {
  const own = pair();
  const issuer = { name, key: own.privateKey };
  return {
    cert: certificate(name, own.publicKey, issuer, [basicConstraints(true)]),
    key: pem(own.privateKey),
    certify: (hostname) => {
      const { publicKey, privateKey } = pair();
      const cert = certificate(hostname, publicKey, issuer, [basicConstraints(false), forHost(hostname)]);
      return { cert, key: pem(privateKey) };
    },
  };
}

/** A server that vouches for itself. */
export function selfSigned(hostname: string): Certified {
  const { publicKey, privateKey } = pair();
  const cert = certificate(hostname, publicKey, { name: hostname, key: privateKey }, [forHost(hostname)]);
  return { cert, key: pem(privateKey) };
}
