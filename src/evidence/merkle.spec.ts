import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Frontier, leafHash, nodeHash, pathRanges, rootFrom } from './merkle.js';

/** The tree head as RFC 9162, 2.1.1 defines it, without any cleverness. */
function definedRoot(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 0) return createHash('sha256').digest();
  if (leaves.length === 1) return leaves[0]!;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return nodeHash(definedRoot(leaves.slice(0, split)), definedRoot(leaves.slice(split)));
}

const leavesOf = (size: number) =>
  Array.from({ length: size }, (_, index) => leafHash(Buffer.from(`${index}`)));

function grown(leaves: readonly Buffer[]): Frontier {
  const frontier = Frontier.empty();
  for (const leaf of leaves) frontier.append(leaf);
  return frontier;
}

describe('the tree', () => {
  it('has the root that other implementations of RFC 6962 give for the same entries', () => {
    // The test vectors of certificate-transparency and of transparency-dev/merkle.
    const entries = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657'].concat(
      '606162636465666768696a6b6c6d6e6f',
    );
    const roots = [
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
      'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
      '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
      'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
      '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
    ];
    const frontier = Frontier.empty();
    const seen = entries.map((entry) => {
      frontier.append(leafHash(Buffer.from(entry, 'hex')));
      return frontier.root().toString('hex');
    });
    expect(seen).toEqual(roots);
    expect(Frontier.empty().root().toString('hex')).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
  });

  it('grows to the root its definition gives, whatever its size', () => {
    for (let size = 0; size <= 70; size++) {
      expect(grown(leavesOf(size)).root()).toEqual(definedRoot(leavesOf(size)));
    }
  });

  it('grows on from what was kept of it as from the whole', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(300), (first, more) => {
        const leaves = leavesOf(first + more);
        const kept = grown(leaves.slice(0, first));
        const later = Frontier.of(first, kept.bytes())!;
        for (const leaf of leaves.slice(first)) later.append(leaf);
        expect(later.root()).toEqual(grown(leaves).root());
        expect(later.size).toBe(first + more);
      }),
      { numRuns: 100 },
    );
  });

  it('takes no frontier that does not fit its size', () => {
    expect(Frontier.of(4, grown(leavesOf(3)).bytes())).toBeNull();
    expect(Frontier.of(3, Buffer.alloc(63))).toBeNull();
  });

  it('has another root when any leaf is changed, left out, added or moved', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 200 }), fc.nat(), fc.nat(), (size, a, b) => {
        const leaves = leavesOf(size);
        const root = grown(leaves).root();
        const [one, other] = [a % size, b % size];
        const changed = leaves.with(one, leafHash(Buffer.from('other')));
        const added = leaves.toSpliced(one, 0, leafHash(Buffer.from('other')));
        for (const tampered of [changed, added, leaves.toSpliced(one, 1)])
          expect(grown(tampered).root()).not.toEqual(root);
        if (one !== other) {
          const swapped = leaves.with(one, leaves[other]!).with(other, leaves[one]!);
          expect(grown(swapped).root()).not.toEqual(root);
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('a proof', () => {
  const path = (leaves: readonly Buffer[], position: number) =>
    pathRanges(position, leaves.length).map(({ from, to }) => definedRoot(leaves.slice(from, to)));

  it('leads from every leaf to the root', () => {
    for (let size = 1; size <= 40; size++) {
      const leaves = leavesOf(size);
      for (let position = 0; position < size; position++)
        expect(rootFrom(leaves[position]!, position, size, path(leaves, position))).toEqual(
          definedRoot(leaves),
        );
    }
  });

  it('leads elsewhere from another leaf or another position', () => {
    const leaves = leavesOf(21);
    const root = definedRoot(leaves);
    expect(rootFrom(leaves[4]!, 5, 21, path(leaves, 5))).not.toEqual(root);
    expect(rootFrom(leaves[5]!, 4, 21, path(leaves, 5))).not.toEqual(root);
    expect(rootFrom(leaves[5]!, 5, 21, path(leaves, 5).slice(1))).toBeNull();
  });
});
