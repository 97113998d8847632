import { expect, it } from 'vitest';
import type { Scanning } from '../scan/inspect.ts';
import type { AttemptRequest } from '../state/attempt-request.ts';
import { noteFresh } from './fresh-store.ts';
import type { FreshStore } from './fresh-store.ts';

const inspecting = { look: () => [] } as unknown as Scanning['inspecting'];

/** Notes the page of an account that holds a new token. */
function note(fresh: FreshStore['fresh'], account: number, padding: number): void {
  const token = Buffer.from(`${account} Zx81kQp0aVb72LmN9cRt5Yu`).toString('base64url');
  const body = Buffer.from(`<p data-token="${token}">${' '.repeat(padding)}`);
  const request = {
    session: { state: 'open', account: { id: `a${account}` } },
    surface: { id: 'x' },
  };
  const page = { origin: 'http://acme.test', body, json: undefined, inspected: {} } as const;
  noteFresh({ fresh, inspecting, digest: String }, request as unknown as AttemptRequest, [
    page as unknown as Parameters<typeof noteFresh>[2][number],
  ]);
}

it('keeps values of a place, of a bounded number, and not the answers that they stood in', () => {
  const fresh: FreshStore['fresh'] = new Map();
  const before = process.memoryUsage().external;
  for (let account = 0; account < 20; account += 1) note(fresh, account, 8_000_000);
  for (let account = 20; account < 250; account += 1) note(fresh, account, 0);
  const [values] = fresh.values();
  expect(values?.size).toBe(200);
  // What has not been collected yet counts too, but not all of it can be there still.
  expect(process.memoryUsage().external - before).toBeLessThan(20 * 8_000_000);
});
