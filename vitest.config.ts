import { defineConfig } from 'vitest/config';

const minutes = 60_000;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            '{harness,clinic,reports,bootstrap,checks,bench,scenarios,properties}/**/*.test.{ts,mjs}',
          ],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'properties',
          // `.js`: the published package runs the same file compiled.
          include: ['properties/**/*.property.{ts,js}'],
          // One property explores a running deployment for minutes; two at once would only slow
          // each other down.
          fileParallelism: false,
          testTimeout: 10 * minutes,
          hookTimeout: 2 * minutes,
        },
      },
    ],
  },
});
