import { describe, expect, it } from 'vitest';
import { isBusinessId } from './business-id.js';

describe('business id', () => {
  it.each(['2011062-9', '2819716-7'])('accepts %s, as two of the notices publish it', (id) => {
    expect(isBusinessId(id)).toBe(true);
  });

  it('accepts the check digit 0 when the weighted sum divides by eleven', () => {
    // 0·7 + 0·9 + 0·10 + 0·5 + 2·8 + 1·4 + 1·2 = 22
    expect(isBusinessId('0000211-0')).toBe(true);
  });

  it('refuses digits whose remainder is one, whatever the check digit', () => {
    // 6·2 = 12, remainder 1
    for (let check = 0; check <= 9; check += 1) expect(isBusinessId(`0000006-${check}`)).toBe(false);
  });

  it('accepts exactly one check digit for every other number', () => {
    const accepted = Array.from({ length: 10 }, (_, check) => isBusinessId(`2011062-${check}`));
    expect(accepted.filter(Boolean)).toHaveLength(1);
  });

  it('catches two neighbouring digits that changed places', () => {
    expect(isBusinessId('2101062-9')).toBe(false);
  });

  it.each(['', '20110629', '2011062-', 'FI20110629', '2011062-9 ', ' 2011062-9', '011062-9'])(
    'refuses the form "%s"',
    (id) => {
      expect(isBusinessId(id)).toBe(false);
    },
  );
});
