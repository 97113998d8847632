import { devices } from 'playwright/test';

/** What patients use, and how a browser context passes for it. Most use a phone. */
export const device = {
  desktop: contextOf('Desktop Chrome'),
  // Its many pixels would only cost time.
  phone: { ...contextOf('Pixel 7'), deviceScaleFactor: 1 },
} as const;

export type Device = keyof typeof device;

/** By name, in the order in which scenarios use them. */
export const deviceNames = Object.keys(device) as readonly Device[];

function contextOf(name: 'Desktop Chrome' | 'Pixel 7') {
  // Which browser it is, is a worker's choice: with it, each device would have workers of its own.
  const { defaultBrowserType: _, ...context } = devices[name];
  return context;
}
