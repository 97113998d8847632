import { expect, it } from 'vitest';
import { violatedRun } from '../../testing/samples.ts';
import { impact } from './impact.ts';
import { leftOpen } from './whom-it-takes.ts';

const rule = (viewers: Record<string, string>, owners: Record<string, string> = {}) => ({
  viewers,
  owners,
});
const nothing = rule({});

it('leaves nothing open where one rule explains it', () => {
  expect(leftOpen({ rules: [rule({ region: 'uk' })], undecided: nothing })).toEqual([]);
});

it('tells the rules that remain, and what may matter too', () => {
  const rules = ['a', 'b', 'c', 'd'].map((level) => rule({ region: level }, { call: 'video' }));
  expect(leftOpen({ rules, undecided: rule({ booking: 'after' }) })).toEqual([
    '4 rules explain it: region a; the others: call video; or region b; the others: call video; or region c; the others: call video; or one of 1 more',
    'Each may take more of these as well: booking from after the update',
  ]);
});

it('tells of a single rule what may matter too', () => {
  const rules = [rule({ region: 'uk' })];
  expect(leftOpen({ rules, undecided: rule({ booking: 'after' }) })).toEqual([
    'Whether it takes booking from after the update as well is open: nobody looked who lacks that alone',
  ]);
});

/** The sample of which the cause is told otherwise. */
function told(change: object): string {
  const input = violatedRun();
  const causes = input.verdict.causes.map((cause) => ({ ...cause, ...change }));
  return impact({ ...input, verdict: { ...input.verdict, causes } }).join(' ');
}

it('says with what is in common which rules remain', () => {
  const rules = [rule({ region: 'uk' }), rule({ call: 'audio-then-video' })];
  const undecided = rule({ region: 'uk', call: 'audio-then-video' });
  expect(told({ rules, undecided })).toContain(
    'saw nothing of others’. 2 rules explain it: region uk; or call audio-then-video.',
  );
  expect(told({ cohort: {}, rules, undecided })).toContain(
    'on 3 surfaces. 2 rules explain it: region uk; or call audio-then-video.',
  );
});

it('says that it may be any account where no factor tells who saw it, and by which probes it came', () => {
  expect(told({ cohort: {}, rules: [nothing], sawNothing: 0 })).toContain(
    'It may be any account: whoever looked in that way saw it.',
  );
  expect(told({ cohort: {}, rules: [], sawNothing: 7 })).toContain(
    'It may be any account: no factor tells those who saw it from the 7 others who looked in the same way. Look at order and time.',
  );
});
