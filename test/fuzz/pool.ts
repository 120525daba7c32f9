import type { Dice } from './dice.js';

const MOST = 200;
/** What a word of a path is called elsewhere. */
const KINDS: Readonly<Record<string, string>> = { datumId: 'data', '{records}': 'records' };

/** Ids, hashes and tokens that answers gave away: later requests use them, which is what makes the walk stateful. */
export class Pool {
  private readonly held = new Map<string, string[]>();

  add(kind: string, value: string): void {
    const held = this.held.get(kind) ?? [];
    if (held.includes(value)) return;
    held.push(value);
    if (held.length > MOST) held.shift();
    this.held.set(kind, held);
  }

  /** What belongs to `owner`, mostly; the newest are likelier, as cases move on and are closed. */
  draw(kind: string, dice: Dice, owner?: string): string | undefined {
    const own = owner === undefined || dice.chance(0.1) ? undefined : this.held.get(`${owner} ${kind}`);
    const held = own ?? this.held.get(kind) ?? [];
    if (held.length === 0) return undefined;
    return held[dice.chance(0.6) ? Math.max(0, held.length - 1 - dice.below(8)) : dice.below(held.length)];
  }

  /** Takes texts out of an answer, by name, and ids by where they stood: `…/restrictions` gives `restrictions`. */
  harvest(path: string, owner: string | undefined, body: unknown): void {
    const isPage = typeof body === 'object' && body !== null && 'nextCursor' in body;
    this.walk(lastWord(path), owner, isPage ? (body as unknown as { data: unknown }).data : body);
  }

  private walk(kind: string, owner: string | undefined, value: unknown): void {
    if (Array.isArray(value)) return value.forEach((each) => this.walk(kind, owner, each));
    if (typeof value !== 'object' || value === null) return;
    const own = 'id' in value && typeof value.id === 'string' ? value.id : owner;
    for (const [name, inner] of Object.entries(value)) {
      if (typeof inner !== 'string') {
        this.walk(name, own, inner);
        continue;
      }
      // Codes of a policy are told apart by what they are of: `sources code`.
      const known = name === 'id' ? kind : name === 'code' ? `${kind} code` : name;
      this.add(known, inner);
      for (const each of new Set([owner, own]))
        if (each && each !== inner) this.add(`${each} ${known}`, inner);
    }
  }
}

/** The last word of a path template that tells what its ids are of. */
export function lastWord(path: string): string {
  const words = path.split('/').map((part) => KINDS[part] ?? part);
  return words.filter((word) => word !== '' && !word.startsWith('{')).at(-1) ?? '';
}

/** Kinds under which the id a parameter or a field names may be held, likeliest first. */
export function kindsOf(name: string, before = ''): string[] {
  if (name === 'id') return [lastWord(before)];
  return [KINDS[name] ?? `${name.replace(/Id$/, '')}s`, name, ...(before === '' ? [] : [lastWord(before)])];
}
