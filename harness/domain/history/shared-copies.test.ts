import { expect, it } from 'vitest';
import type { Attempt } from '../attempts/attempt.ts';
import { createSharing } from './shared-copies.ts';

/** With every property that an attempt can have. */
const whole: Required<Attempt> = {
  type: 'attempt',
  id: 't1',
  worker: 'sweep',
  part: 'sweep',
  phase: 'after-update',
  release: '1.1',
  viewer: 'a1',
  session: 'a1.s1',
  sessionState: 'open',
  lent: true,
  credentialsIn: ['cookie'],
  exchanged: 'another’s key',
  surface: 'GET /visits',
  gives: 'list',
  listed: true,
  rowsElsewhere: 2,
  thing: null,
  variant: 'plain',
  probe: 'own-views',
  changed: { method: 'GET', path: '/visits/', elsewhere: false, headers: {} },
  channel: 'http',
  sentAt: 1,
  answeredAt: 2,
  outcome: 'unclear',
  why: 'slow',
  status: 200,
  headers: { 'content-type': 'application/json' },
  bytes: 3,
  truncated: false,
  digests: ['d1'],
  sightings: [{ kind: 'credential', account: 'a2', name: 'sid', where: '$', encoding: 'plain' }],
  items: [{ where: '$[0]', sightings: [0], ids: ['i1'], whole: 'w1' }],
  view: [{ where: '$.count', value: 'f00d' }],
  numbers: [{ where: '$.total', value: 4 }],
  whole: 'w2',
  text: { words: 'w3', numbers: ['n1'] },
  picture: 'scenarios-0-7.0123456789abcdef.png',
  delivery: { id: 'd1', party: 'pharmacy', to: 'd2', of: null },
  writing: { trial: 'sweep.0.1', write: 'PATCH /visits/{visit}', step: 0, owner: 'a1', seen: {} },
  retryOf: 't0',
  shape: { format: 'json', text: ['{ "title": "…', 0, '" }'] },
  trace: '0af7651916cd43dd8448eb211c80319c',
  fields: { all: ['a name', 'a patient'], personal: ['a patient'] },
  shrinking: true,
};

it('changes nothing of an attempt', () => {
  const {
    gives,
    why,
    probe,
    changed,
    retryOf,
    shrinking,
    lent,
    numbers,
    listed,
    rowsElsewhere,
    whole: digest,
    text,
    ...plain
  } = whole;
  const share = createSharing();
  expect([
    gives,
    why,
    probe,
    changed,
    retryOf,
    shrinking,
    lent,
    numbers,
    listed,
    rowsElsewhere,
    digest,
    text,
  ]).not.toContain(undefined);
  for (const attempt of [whole, plain, { ...plain, items: null, digests: [], sightings: [] }])
    expect(share(attempt)).toEqual(attempt);
});

it('keeps one copy of what two attempts have in common', () => {
  const share = createSharing();
  const [one, other] = [share(whole), share(structuredClone(whole))];
  expect(one.sightings[0]).toBe(other.sightings[0]);
  expect(one.items?.[0]).toBe(other.items?.[0]);
  expect(one.headers).toBe(other.headers);
});
