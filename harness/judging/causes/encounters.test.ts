import { expect, it } from 'vitest';
import type { Attempt } from '../../domain/attempt.ts';
import type { Fact } from '../../domain/fact.ts';
import { healthyRun } from '../testing/healthy-run.ts';
import { also, judge, tokenOf } from '../testing/history-builder.ts';
import { surfaces } from '../testing/plan-of-tests.ts';
import { findEncounters } from './encounters.ts';

const list = { viewer: 'a2', surface: surfaces.list.id, phase: 'after-update' } as const;
const run = healthyRun();
const leaking = also(run, list, { sightings: [tokenOf(1)], items: [] });
const { cases, ledger } = judge(leaking);
const saw = leaking.attempts.at(-1);
if (saw === undefined) throw new Error('the run lacks attempts');

/** Who looked in vain, had there been these attempts beside the one that showed something. */
function inVain(attempts: readonly Partial<Attempt>[], facts: readonly Fact[] = []) {
  const all = attempts.map((one) => ({ ...saw, ...one })) as Attempt[];
  return findEncounters(all, ledger, facts)(cases).unseen;
}

it('finds who received whose', () => {
  expect(findEncounters(leaking.attempts, ledger, [])(cases).seen).toContainEqual({
    viewer: 'a2',
    owner: 'a1',
  });
});

it('tells whether anybody asked for a certain owner’s', () => {
  const asked = (thing: string | null) =>
    findEncounters([{ ...saw, viewer: 'a3', thing }], ledger, [])(cases).asked;
  expect([asked(null), asked('a1.1')]).toEqual([false, true]);
});

it('counts who looked in the same way, once each', () => {
  expect(inVain([{ viewer: 'a3' }, { viewer: 'a3' }])).toEqual([{ viewer: 'a3', owner: null }]);
});

it.each<[string, Partial<Attempt>]>([
  ['by another probe', { probe: 'another' }],
  ['in another variant', { variant: 'head' }],
  ['without a session', { sessionState: 'none' }],
  ['on the other side of the update', { phase: 'before-update' }],
  ['on another surface', { surface: surfaces.read.id }],
  ['without a clear answer', { outcome: 'unclear' }],
  ['for what is their own', { thing: 'a3.1' }],
  ['as staff', { viewer: 'a4' }],
])('does not count who looked %s', (_, change) => {
  expect(inVain([{ viewer: 'a3', ...change }])).toEqual([]);
});

it('counts neither what a viewer of some saw nothing of in a list, nor what they saw', () => {
  expect(inVain([{}, { thing: 'a1.1' }])).toEqual([]);
  expect(inVain([{ thing: 'a3.1' }])).toEqual([{ viewer: 'a2', owner: 'a3' }]);
});

it('counts of a lockout only who looked for their own', () => {
  const lockout = cases.map((item) => ({
    ...item,
    violation: { ...item.violation, kind: 'lockout' as const },
  }));
  const looks = ['a3.1', 'a1.1', null].map((thing) => ({ ...saw, viewer: 'a3', thing }));
  const { unseen } = findEncounters(looks, ledger, [])(lockout);
  expect(unseen).toEqual([{ viewer: 'a3', owner: null }]);
});

it('does not count who looked before they did what makes their kind', () => {
  const became = (at: number): Fact => ({
    type: 'fact',
    fact: 'became',
    at,
    account: 'a3',
    levels: { call: 'switched' },
  });
  expect(inVain([{ viewer: 'a3' }], [became(saw.sentAt + 1)])).toEqual([]);
  expect(inVain([{ viewer: 'a3' }], [became(saw.sentAt)])).toHaveLength(1);
});
