import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import type * as Playwright from 'playwright';
import type { LaunchOptions } from 'playwright';
import { readVariable } from '../domain/read-environment.ts';

/** Loaded when first needed: it takes as long as all the rest, and most commands start no browser. */
const loadPlaywright = () => createRequire(import.meta.url)('playwright') as typeof Playwright;

/** In the order of bootstrap/browser-plan.mjs, which says why. */
const names = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
];

/** Keeps the browser to itself: no updates, no look-ups of its own. */
const quiet = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/**
 * The suggestions under the address bar: whole Chromium, without a screen too, loads two pages for them with each
 * context, which costs more than the page that we look at.
 */
const suggestions = ['PreloadTopChromeWebUI', 'WebUIOmniboxAimPopup', 'WebUIOmniboxPopup'];

/** What Playwright turns off. Chromium obeys the last `--disable-features` alone, so that ours has to repeat it. */
export const playwrightsFeatures = [
  'AimEnabled',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'TcpPortRandomizationWin',
  'ThirdPartyStoragePartitioning',
  'msEdgeUpdateLaunchServicesPreferredVersion',
  'msForceBrowserSignIn',
];

/**
 * How Chromium is launched: the executable that CHAPERONE_BROWSER names (the bootstrap sets it), else
 * Playwright's own, else one on the PATH. Where there is none, Playwright says how to install its own.
 */
export function browserOptions(args: readonly string[] = []): LaunchOptions {
  const executablePath = findBrowser();
  return {
    ...(executablePath ? { executablePath } : {}),
    // Chromium refuses to sandbox itself as root, which is what most CI containers run as.
    chromiumSandbox: process.getuid?.() !== 0,
    args: [
      ...quiet,
      `--disable-features=${[...playwrightsFeatures, ...suggestions].join(',')}`,
      ...webRtcPolicy('disable_non_proxied_udp'),
      '--autoplay-policy=no-user-gesture-required',
      ...args,
    ],
  };
}

/**
 * Whether WebRTC may send UDP, which passes by any proxy and so by the host guard (`default`), or not: the default of
 * `browserOptions`, which arguments override.
 */
export function webRtcPolicy(policy: 'default' | 'disable_non_proxied_udp'): readonly string[] {
  // Chrome and Chromium read the first, Playwright's headless shell the second.
  return [`--webrtc-ip-handling-policy=${policy}`, `--force-webrtc-ip-handling-policy=${policy}`];
}

function findBrowser(): string | undefined {
  const named = readVariable('CHAPERONE_BROWSER');
  if (named !== undefined) return named;
  if (existsSync(loadPlaywright().chromium.executablePath())) return undefined;
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((file) => existsSync(file));
}
