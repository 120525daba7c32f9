import type { PackageFile } from './answer.js';

export function file(name: string, contentType: string, content: string | Buffer): PackageFile {
  return { name, contentType, content: Buffer.from(content as string, 'utf8').toString('base64') };
}

export const json = (name: string, value: unknown) =>
  file(name, 'application/json', `${JSON.stringify(value, null, 2)}\n`);

export const bytesOf = ({ content }: PackageFile): Buffer => Buffer.from(content, 'base64');
