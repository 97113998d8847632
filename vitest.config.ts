import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const minutes = 60_000;
/** The published package runs the same files compiled. */
const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
/** Vitest would leave one core idle, of two that is half of them. */
const maxWorkers = '100%';
/** A process for many files: else most of the time went into importing the same modules for each. */
const shared = { maxWorkers, isolate: false, setupFiles: ['checks/nothing-left.mjs'] };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            '{harness,clinic,reports,bootstrap,checks,bench,catalogue,scenarios,properties}/**/*.test.{ts,mjs}',
          ],
          exclude: ['**/*.run.test.ts'],
          testTimeout: minutes,
          ...shared,
        },
      },
      {
        // Whole runs, processes and browsers: seconds each. A third of the time they wait for what a deployment does not do.
        test: {
          name: 'runs',
          include: ['{harness,clinic,reports,scenarios,catalogue}/**/*.run.test.ts'],
          // Only what hangs is to end by it, and no run on a machine that is busy or slow.
          testTimeout: 4 * minutes,
          ...shared,
          maxWorkers: Math.ceil(availableParallelism() * 1.5),
        },
      },
      {
        test: {
          name: 'examples',
          include: ['examples/**/*.test.ts'],
          testTimeout: 5 * minutes,
          maxWorkers,
        },
      },
      {
        test: {
          name: 'properties',
          // Node strips types by itself: to translate some hundred modules takes as long as many attempts.
          experimental: { viteModuleRunner: false },
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
