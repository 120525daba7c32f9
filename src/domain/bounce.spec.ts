import { describe, expect, it } from 'vitest';
import { bounceReason } from './bounce.js';

describe('a report of delivery', () => {
  it.each([
    ['failed', '5.1.1', 'address-unknown'],
    ['Failed', '5.1.10', 'address-unknown'],
    ['failed', '5.2.2', 'mailbox-unavailable'],
    ['failed', '5.7.1', 'refused'],
    ['failed', '5.4.7', 'other'],
    ['failed', '4.4.7', null],
    ['delayed', '4.2.2', null],
    ['delayed', '5.1.1', null],
    ['delivered', '2.0.0', null],
    ['relayed', '5.0.0', null],
    ['failed', '5.1', null],
    ['failed', '', null],
  ])('%s with %s means %s', (action, status, reason) => {
    expect(bounceReason(action, status)).toBe(reason);
  });
});
