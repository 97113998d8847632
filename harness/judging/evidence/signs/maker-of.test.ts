import { expect, it } from 'vitest';
import type { Breach } from '../../../domain/verdict/breach.ts';
import { healthyRun } from '../../testing/healthy-run.ts';
import { also, judge, nameField, tokenOf, visitIdOf } from '../../testing/history-builder.ts';
import { surfaces } from '../../testing/plan-of-tests.ts';
import { makerOf } from './maker-of.ts';

/** The visits of a1 and a2 are from before the update, that of a3 from after it. */
const { ledger } = judge(healthyRun());
const look = { viewer: 'a2', surface: surfaces.read.id, phase: 'after-update' } as const;

function maker(asked: string | null, recorded: Breach['recorded'], more: Partial<Breach> = {}) {
  const run = also(healthyRun(), look, { thing: asked, sightings: [visitIdOf(3), tokenOf(1)] });
  const attempt = run.attempts.at(-1);
  if (attempt === undefined) throw new Error('the run lacks attempts');
  const breach = { kind: 'leak', attempt, owner: 'a1', sighting: null, recorded, item: null };
  return makerOf({ ...breach, ...more } as Breach, ledger);
}

it('is whose thing was asked for, whatever shows in it', () => {
  expect(maker('a3.1', tokenOf(1))).toBe('a3');
  expect(maker('a1.1', tokenOf(3))).toBeNull();
});

it('is whose thing shows in what is one’s own, or where nothing was asked for', () => {
  expect(maker('a2.1', tokenOf(3))).toBe('a3');
  expect(maker(null, tokenOf(3))).toBe('a3');
  expect(maker(null, tokenOf(1))).toBeNull();
  expect(maker(null, tokenOf(3, nameField))).toBeNull();
});

it('is whose thing stands in the same row, where it is one', () => {
  const row = (...sightings: number[]) => ({ item: { where: '$[0]', sightings, ids: [] } });
  expect(maker('a2.1', tokenOf(3), row(0))).toBe('a3');
  expect(maker('a2.1', tokenOf(3), row(0, 1))).toBeNull();
});
