import { expect, it } from 'vitest';
import type { Attempt } from '../../domain/attempts/attempt.ts';
import type { Fact } from '../../domain/ledger/fact.ts';
import { bodyLimit } from '../http/exchange.ts';
import type { Worker } from '../worker/worker.ts';
import { createBreaker } from './breaker.ts';

const surface = { id: 'GET /files/{file}' };
const tooLong = (viewer: string, more: Partial<Attempt> = {}) =>
  ({
    surface: surface.id,
    viewer,
    outcome: 'unclear',
    truncated: true,
    bytes: bodyLimit,
    sentAt: 0,
    answeredAt: 100,
    ...more,
  }) as Attempt;
const four = ['a0', 'a1', 'a2', 'a3'];

/** Whether a surface is given up after these attempts, and what is said of it. */
function after(...attempts: readonly Attempt[]) {
  const facts: Fact[] = [];
  const worker = {
    definition: {},
    signal: new AbortController().signal,
    record: (fact: Fact) => void facts.push(fact),
  } as unknown as Worker;
  const breaker = createBreaker(worker, 16);
  for (const attempt of attempts) breaker.note(attempt);
  expect(breaker.isOver({ id: 'GET /notes' })).toBe(false);
  return { isOver: breaker.isOver(surface), facts };
}

it('gives a surface up whose answers to four viewers were longer than can be read, and says so once', () => {
  const { isOver, facts } = after(...four.map((viewer) => tooLong(viewer)), tooLong('a4'));
  expect(isOver).toBe(true);
  expect(facts).toMatchObject([
    { fact: 'failed', what: surface.id, why: expect.stringContaining('longer than can be read') },
  ]);
});

it.each<[string, readonly Attempt[]]>([
  ['came to few', [...four.slice(1), ...four.slice(1)].map((viewer) => tooLong(viewer))],
  ['were cut for another reason', four.map((viewer) => tooLong(viewer, { bytes: 1000 }))],
  [
    'stand beside a grant',
    [
      tooLong('a0', { outcome: 'granted', truncated: false, bytes: 10 }),
      ...four.map((viewer) => tooLong(viewer)),
    ],
  ],
])('goes on where such answers %s', (_, attempts) => {
  expect(after(...attempts)).toEqual({ isOver: false, facts: [] });
});
