import { describe, expect, it } from 'vitest';
import { candidates, installations, remedy } from './browser-plan.mjs';

/** @type {import('./browser-plan.mjs').Machine} */
const machine = {
  env: {},
  playwrightsOwn: '/home/me/.cache/ms-playwright/chrome',
  onPath: (name) =>
    ['google-chrome', 'chromium', 'chromium-headless-shell'].includes(name)
      ? `/usr/bin/${name}`
      : undefined,
  hasApt: true,
  isRoot: true,
};
const tools = { node: '/opt/node', playwright: '/work/my house/playwright/cli.js' };

describe('candidates', () => {
  it("come in order: the environment's, Playwright's, the PATH's", () => {
    const env = { PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH: '/a', CHROME_PATH: '/b' };
    expect(candidates({ ...machine, env }).map(({ path }) => path)).toEqual([
      '/a',
      '/b',
      '/home/me/.cache/ms-playwright/chrome',
      '/usr/bin/chromium-headless-shell',
      '/usr/bin/chromium',
      '/usr/bin/google-chrome',
    ]);
  });

  it('are one, and no other will do, where CHAPERONE_BROWSER names it', () => {
    const env = { CHAPERONE_BROWSER: '/mine', CHROME_PATH: '/b' };
    expect(candidates({ ...machine, env })).toEqual([
      { path: '/mine', from: 'CHAPERONE_BROWSER', required: true },
    ]);
  });

  it('pass over variables that are set to nothing', () => {
    const env = { CHAPERONE_BROWSER: '', CHROME_PATH: '' };
    expect(candidates({ ...machine, env })[0]?.from).toBe('Playwright');
  });
});

describe('installations', () => {
  const commands = (/** @type {Partial<typeof machine>} */ changes) =>
    installations({ ...machine, ...changes }, tools).map(({ how }) => how);

  it("try Playwright's own first, and apt-get for root on Debian", () => {
    expect(commands({})).toEqual(['playwright install chromium', 'apt-get install chromium']);
  });

  it.each([{ isRoot: false }, { hasApt: false }])('leave the system alone where %o', (changes) => {
    expect(commands(changes)).toEqual(['playwright install chromium']);
  });

  it('give up a download that has no network', () => {
    const [download] = installations(machine, tools);
    expect(download?.hopeless?.test('Error: getaddrinfo ENOTFOUND cdn.example')).toBe(true);
    expect(download?.hopeless?.test('|■■■■    |  40% of 170 MiB')).toBe(false);
  });
});

describe('remedy', () => {
  it('asks for sudo only where that helps', () => {
    expect(remedy({ ...machine, isRoot: false })).toContain('sudo apt-get install chromium');
    expect(remedy({ ...machine, hasApt: false })).not.toContain('apt-get');
    expect(remedy(machine)).toContain('CHAPERONE_BROWSER');
  });
});
