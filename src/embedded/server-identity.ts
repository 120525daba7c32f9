import { realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The user the database server runs as; null is the user we are ourselves. */
export type ServerIdentity = { readonly uid: number; readonly gid: number } | null;

/** "nobody" on every platform; a bare number needs no account on the machine. */
const UNPRIVILEGED = { uid: 65534, gid: 65534 } as const;

/** PostgreSQL refuses to run as root: root hands it to whoever owns the data already, else to an unprivileged id. */
export async function serverIdentity(dataDir: string): Promise<ServerIdentity> {
  if (process.geteuid?.() !== 0) return null;
  const owner = await stat(dataDir).catch(() => null);
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : UNPRIVILEGED;
}

/** Whether that user can walk into the folder: every folder on the real path must let them through. */
export async function mayEnter(folder: string, who: ServerIdentity): Promise<boolean> {
  if (!who) return true;
  for (let step = await realpath(folder); ; step = dirname(step)) {
    if (!lets(await stat(step), who)) return false;
    if (step === dirname(step)) return true;
  }
}

function lets(
  folder: { mode: number; uid: number; gid: number },
  who: { uid: number; gid: number },
): boolean {
  if (folder.uid === who.uid) return (folder.mode & 0o100) !== 0;
  if (folder.gid === who.gid) return (folder.mode & 0o010) !== 0;
  return (folder.mode & 0o001) !== 0;
}
