import { describe, expect, it } from 'vitest';
import { NOTIFICATION_STATES, type NotificationState, notificationTransition } from './notification.js';

const WAYS: Readonly<Record<NotificationState, readonly NotificationState[]>> = {
  queued: ['delivered', 'failed', 'acknowledged', 'excused'],
  delivered: ['acknowledged', 'excused'],
  failed: ['acknowledged', 'excused'],
  acknowledged: [],
  excused: [],
};

describe('the notification of a recipient', () => {
  it.each(NOTIFICATION_STATES.flatMap((from) => NOTIFICATION_STATES.map((to) => [from, to] as const)))(
    'goes from %s to %s only where there is a way',
    (from, to) => {
      const go = () => notificationTransition(from, to);
      if (WAYS[from].includes(to)) expect(go()).toBe(to);
      else expect(go).toThrow(expect.objectContaining({ code: 'INVALID_TRANSITION' }));
    },
  );
});
