import { beforeEach, expect, it } from 'vitest';
import type { LeftOut } from '../../../domain/attempts/left-out.ts';
import type { Scanning } from '../../scan/inspect.ts';
import type { AttemptRequest } from '../../state/attempt-request.ts';
import { noteFresh } from './fresh-store.ts';
import type { FreshStore } from './fresh-store.ts';

const inspecting = { look: () => [] } as unknown as Scanning['inspecting'];

let beyond: LeftOut[] = [];
const leaveOut = (one: LeftOut) => void beyond.push(one);

beforeEach(() => {
  beyond = [];
});

/** Notes the page of an account that holds a new token. */
function note(fresh: FreshStore['fresh'], account: number, padding: number): void {
  const token = Buffer.from(`${account} Zx81kQp0aVb72LmN9cRt5Yu`).toString('base64url');
  const body = Buffer.from(`<p data-token="${token}">${' '.repeat(padding)}`);
  const request = {
    session: { state: 'open', account: { id: `a${account}` } },
    surface: { id: 'x' },
  };
  const page = { origin: 'http://acme.test', body, json: undefined, inspected: {} } as const;
  noteFresh(
    { fresh, lookedInto: new Set(), inspecting, digest: String, leaveOut },
    request as unknown as AttemptRequest,
    [page as unknown as Parameters<typeof noteFresh>[2][number]],
  );
}

it('keeps values of a place, of a bounded number, and not the answers that they stood in', () => {
  const fresh: FreshStore['fresh'] = new Map();
  const before = process.memoryUsage().external;
  for (let account = 0; account < 20; account += 1) note(fresh, account, 8_000_000);
  for (let account = 20; account < 250; account += 1) note(fresh, account, 0);
  const [values] = fresh.values();
  expect(values?.size).toBe(200);
  expect(beyond).toHaveLength(50);
  expect(beyond[0]).toMatchObject({ what: 'fresh-values', surface: 'x', most: 200, count: 1 });
  // What has not been collected yet counts too, but not all of it can be there still.
  expect(process.memoryUsage().external - before).toBeLessThan(20 * 8_000_000);
});

it('an answer that comes again is not looked into again, but for its headers', () => {
  const fresh: FreshStore['fresh'] = new Map();
  const lookedInto = new Set<string>();
  const token = (of: string) => Buffer.from(`${of} Zx81kQp0aVb72LmN9cRt5Yu`).toString('base64url');
  let looks = 0;
  const counting = {
    look() {
      looks += 1;
      return [];
    },
  } as unknown as Scanning['inspecting'];
  const give = (account: string, header: string): number => {
    const body = Buffer.from(`<p data-token="${token('body')}">`);
    const headers = [{ name: 'x-token', value: token(header), at: 'header x-token' }];
    const session = { id: `${account}.s1`, state: 'open', account: { id: account } };
    const page = { origin: 'http://acme.test', body, json: undefined, inspected: { headers } };
    noteFresh(
      { fresh, lookedInto, inspecting: counting, digest: String, leaveOut },
      { session, surface: { id: 'x' } } as unknown as AttemptRequest,
      [page as unknown as Parameters<typeof noteFresh>[2][number]],
    );
    return [...fresh.values()].reduce((sum, values) => sum + values.size, 0);
  };
  expect([give('a1', 'one'), give('a1', 'one'), give('a1', 'two'), give('a2', 'two')]).toEqual([
    2, 2, 3, 3,
  ]);
  expect(lookedInto.size).toBe(2);
  expect(looks).toBe(3);
});

it('tells the places beyond those that are kept', () => {
  const fresh: FreshStore['fresh'] = new Map();
  const token = (at: number) => Buffer.from(`${at} Zx81kQp0aVb72LmN9cRt5Yu`).toString('base64url');
  const json = Object.fromEntries(
    Array.from({ length: 303 }, (_, at) => [`place${at}`, token(at)] as const),
  );
  const page = { origin: 'http://acme.test', body: null, json, inspected: {} };
  noteFresh(
    { fresh, lookedInto: new Set(), inspecting, digest: String, leaveOut },
    {
      session: { state: 'open', account: { id: 'a1' } },
      surface: { id: 'x' },
    } as unknown as AttemptRequest,
    [page as unknown as Parameters<typeof noteFresh>[2][number]],
  );
  expect(fresh.size).toBe(300);
  const one = { what: 'fresh-places', surface: 'x', most: 300, count: 3 };
  expect(beyond).toEqual([300, 301, 302].map((at) => ({ ...one, where: `$.place${at}` })));
});
