import { defineConfig } from 'vitest/config';

const minutes = 60_000;
/** The published package runs the same files compiled. */
const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            '{harness,clinic,reports,bootstrap,checks,bench,scenarios,properties}/**/*.test.{ts,mjs}',
          ],
          exclude: ['**/*.run.test.ts'],
          testTimeout: 20_000,
        },
      },
      {
        // Whole runs, processes and browsers: seconds each.
        test: {
          name: 'runs',
          include: ['{harness,clinic,reports,scenarios}/**/*.run.test.ts'],
          testTimeout: minutes,
        },
      },
      {
        test: {
          name: 'examples',
          include: ['examples/**/*.test.ts'],
          testTimeout: 5 * minutes,
        },
      },
      {
        test: {
          name: 'properties',
          include: [`properties/**/*.property.${extension}`],
          globalSetup: [`properties/setup.${extension}`],
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
