import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{harness,clinic,reports,bootstrap,scenarios,properties}/**/*.test.{ts,mjs}'],
          testTimeout: 20_000,
        },
      },
    ],
  },
});
