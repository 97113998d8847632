import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { expect, it } from 'vitest';
import { browserOptions, playwrightsFeatures } from './browser.ts';

it('turns off all that Playwright turns off', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'browser-'));
  try {
    // It writes its arguments down instead of starting.
    const executablePath = join(folder, 'browser');
    const file = join(folder, 'arguments');
    await writeFile(executablePath, `#!/bin/sh\nprintf '%s\\n' "$@" > '${file}'\n`);
    await chmod(executablePath, 0o755);
    await chromium.launch({ executablePath }).catch(() => null);
    const flag = '--disable-features=';
    const line = (await readFile(file, 'utf8')).split('\n').find((text) => text.startsWith(flag));
    expect(line?.slice(flag.length).split(',').toSorted()).toEqual(playwrightsFeatures);
    const ours = browserOptions().args?.find((text) => text.startsWith(flag)) ?? '';
    expect(ours.slice(flag.length).split(',')).toEqual(expect.arrayContaining(playwrightsFeatures));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
