import { fileURLToPath } from 'node:url';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'playwright/test';
import { browserOptions } from './harness/index.ts';

// Else a failing test leaves a snapshot of the page, with the passwords that stand in its fields.
process.env['PLAYWRIGHT_NO_COPY_PROMPT'] = '1';

// Traces, videos and storage states hold cookies and tokens, so none is kept.
export default defineConfig({
  testDir: fileURLToPath(new URL('./scenarios', import.meta.url)),
  testMatch: /\.scenario\.(ts|js)$/,
  globalSetup: fileURLToPath(
    new URL(
      `./scenarios/set-up${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`,
      import.meta.url,
    ),
  ),
  outputDir: join(tmpdir(), `chaperone-scenarios-${process.pid}`),
  fullyParallel: true,
  workers: 1,
  retries: 0,
  timeout: 120_000,
  forbidOnly: process.env['CI'] !== undefined,
  reporter: 'list',
  // Node strips types by itself, in a fraction of the time that Playwright takes to translate some hundred modules.
  build: { external: ['**/*.ts'] },
  use: { launchOptions: browserOptions(), trace: 'off', video: 'off', screenshot: 'off' },
});
