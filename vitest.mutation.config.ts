import { defineConfig } from 'vitest/config';

/** The tests that decide whether a change of `src/domain` is noticed: its own, and the scenarios by the five policies. */
export default defineConfig({
  test: {
    include: ['src/domain/**/*.spec.ts', 'src/registers/scenarios/**/*.spec.ts'],
    testTimeout: 30_000,
  },
});
