import { expect, it } from 'vitest';
import { healthyRun } from '../testing/healthy-run.ts';
import { judge } from '../testing/history-builder.ts';
import { surfaces } from '../testing/plan-of-tests.ts';
import { whomItCouldMeet } from './whom-it-could-meet.ts';

const run = healthyRun();
const { ledger } = judge(run);
const [attempt] = run.attempts;
if (attempt === undefined) throw new Error('the healthy run lacks attempts');
const reads = { ...attempt, surface: surfaces.read.id, sessionState: 'open' } as const;

it('counts who asked for what is another’s, and whose that was', () => {
  const couldMeet = whomItCouldMeet(
    [
      { ...reads, viewer: 'a1', thing: 'a1.1' },
      { ...reads, viewer: 'a2', thing: 'a1.1' },
    ],
    ledger,
  );
  expect(couldMeet(reads.surface, 'no-foreign-reading')).toEqual({
    viewers: new Set(['a2']),
    owners: new Set(['a1']),
  });
  expect(couldMeet(reads.surface, 'own-access').viewers).toEqual(new Set(['a1', 'a2']));
});

it('counts who asked after sign-out', () => {
  const couldMeet = whomItCouldMeet(
    [
      { ...reads, viewer: 'a1', thing: null },
      { ...reads, viewer: 'a2', thing: null, sessionState: 'signed-out' },
    ],
    ledger,
  );
  const { viewers, owners } = couldMeet(reads.surface, 'no-access-after-sign-out');
  expect(viewers).toEqual(new Set(['a2']));
  expect(owners).toEqual(new Set(ledger.thingsOf.keys()));
  const opened = (...states: ('open' | 'signed-out')[]) =>
    couldMeet(reads.surface, 'no-opened-access', new Set(states)).viewers.has('a1');
  expect([opened('signed-out'), opened('open', 'signed-out')]).toEqual([false, true]);
});
