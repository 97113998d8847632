import { expect, it } from 'vitest';
import { isRecheckable } from './recheckable.ts';

const party = (cohort: Record<string, string>) => ({ account: 'a1', cohort });
const found = {
  probe: 'own-views',
  channel: 'http',
  viewer: party({ region: 'uk', account: 'after' }),
  owner: party({ account: 'after', booking: 'after' }),
} as const;
const updated = { update: { expected: true, name: null } };

it.each([
  ['a probe asked for', {}, {}, true],
  ['a property found', { probe: null }, {}, false],
  ['came to a browser', { channel: 'browser' as const }, {}, false],
  ['a browser played', { channel: 'media' as const }, {}, false],
  ['is nobody’s', { owner: null }, {}, true],
  ['takes an account from before the update', { viewer: party({ account: 'before' }) }, {}, false],
  ['takes a booking from before the update', { owner: party({ booking: 'before' }) }, {}, false],
  [
    'takes that of a deployment that is started anew',
    { owner: party({ booking: 'before' }) },
    { embedded: true },
    true,
  ],
  [
    'takes an account of a pool',
    { viewer: party({ account: 'before' }) },
    { pooled: true as const },
    true,
  ],
  [
    'takes that of a run without an update',
    { viewer: party({ account: 'before' }) },
    { update: { expected: false, name: null } },
    true,
  ],
])('what %s', (_, violation, plan, is) => {
  expect(isRecheckable({ ...found, ...violation }, { ...updated, ...plan })).toBe(is);
});
