import type { RequestItem } from './request-item.entity.js';

/** Neither decided nor, where the answer waits for others, in force already. */
export const isUndone = ({ decided, carriedOutAt }: Pick<RequestItem, 'decided' | 'carriedOutAt'>): boolean =>
  decided === null && carriedOutAt === null;
