import { describe, expect, it } from 'vitest';
import { checkpointNote, isSignedBy, readCheckpoints, signCheckpoint } from './checkpoint.js';
import { keyFrom, originOf } from './log-key.js';
import { leafHash } from './merkle.js';

const key = keyFrom(Buffer.alloc(32, 1), originOf('umacon'), 1);
const facts = { size: 12, root: leafHash(Buffer.from('x')), at: '2026-11-20T07:00:00.000Z', previous: 9 };
const note = checkpointNote(key, facts, signCheckpoint(key, facts));

describe('a checkpoint', () => {
  it('is a signed note: origin, size and root, an empty line, the signature', () => {
    const lines = note.split('\n');
    expect(lines.slice(0, 3)).toEqual(['suoja/audit/umacon', '12', facts.root.toString('base64')]);
    expect(lines[5]).toBe('');
    expect(lines[6]).toMatch(/^— suoja\/audit\/umacon [\w+/]+=*$/);
  });

  it('is found again among other text, as a mail quotes it', () => {
    const found = readCheckpoints(`Hei,\n\n${note}\n--\n${note.replaceAll('\n', '\r\n')}`);
    expect(found).toHaveLength(2);
    expect(found[0]).toMatchObject(facts);
    expect(found.every((checkpoint) => isSignedBy([key], checkpoint))).toBe(true);
  });

  it.each([
    ['size', '\n12\n', '\n13\n'],
    ['time', '07:00', '08:00'],
    ['predecessor', 'after 9', 'after 8'],
    ['origin', /^suoja\/audit\/umacon/, 'suoja/audit/nokopa'],
  ])('with another %s is not signed', (_, from, to) => {
    const [found] = readCheckpoints(note.replace(from, to));
    expect(isSignedBy([key], found!)).toBe(false);
  });

  it('is not believed under a key of another register, version or house', () => {
    const [found] = readCheckpoints(note);
    const others = [
      keyFrom(Buffer.alloc(32, 2), key.origin, 1),
      keyFrom(Buffer.alloc(32, 1), originOf('nokopa'), 1),
    ];
    expect(isSignedBy(others, found!)).toBe(false);
  });

  it('is not read from what only looks like one', () => {
    expect(readCheckpoints('suoja/audit/umacon\nmany\nAAAA\n\n— x y\n')).toEqual([]);
    expect(readCheckpoints(note.slice(0, note.indexOf('—')))).toEqual([]);
  });
});
