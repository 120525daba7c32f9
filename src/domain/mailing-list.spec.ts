import { describe, expect, it } from 'vitest';
import { PROHIBITIONS } from './category.js';
import { LEFT_OUT, leftOut, type ListedPerson, LIST_PURPOSES, type ListPurpose } from './mailing-list.js';

const willing: ListedPerson = {
  restricted: false,
  requestPending: false,
  prohibitions: [],
  suppressed: [],
  addressed: true,
};
const forMarketing = { purpose: 'direct-marketing', givenOut: false } as const;

describe('a mailing list', () => {
  it('has whoever forbade nothing', () => {
    expect(leftOut(willing, forMarketing)).toBeNull();
  });

  it.each([
    ['restricted', { restricted: true, requestPending: true }],
    ['request-pending', { requestPending: true, prohibitions: ['dm'] }],
    ['forbidden', { prohibitions: ['dm'], suppressed: ['dm'] }],
    ['suppressed', { suppressed: ['list_publication'], addressed: false }],
    ['no-address', { addressed: false }],
  ] as const)('leaves out as %s, before any reason further down', (reason, also) => {
    expect(leftOut({ ...willing, ...also }, forMarketing)).toBe(reason);
    expect(LEFT_OUT).toContain(reason);
  });

  it.each([
    ['direct-marketing', false, ['dm', 'list_publication']],
    ['direct-marketing', true, ['dm', 'disclosure_for_dm', 'list_publication']],
    ['distance-selling', false, ['distance_selling', 'list_publication']],
    ['market-research', false, ['market_research', 'list_publication']],
    ['opinion-research', true, ['opinion_research', 'disclosure_for_dm', 'list_publication']],
  ] as const)(
    'for %s, given out: %s, is barred by exactly these prohibitions',
    (purpose, givenOut, flags) => {
      const barred = PROHIBITIONS.filter(
        (flag) => leftOut({ ...willing, prohibitions: [flag] }, { purpose, givenOut }) === 'forbidden',
      );
      expect(barred).toEqual(flags);
      const suppressed = PROHIBITIONS.filter(
        (flag) => leftOut({ ...willing, suppressed: [flag] }, { purpose, givenOut }) === 'suppressed',
      );
      expect(suppressed).toEqual(flags);
    },
  );

  it('leaves nobody out because an erased customer number may not come back', () => {
    for (const purpose of Object.keys(LIST_PURPOSES) as ListPurpose[])
      expect(leftOut({ ...willing, suppressed: ['erased'] }, { purpose, givenOut: true })).toBeNull();
  });
});
