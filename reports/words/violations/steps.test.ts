import { expect, it } from 'vitest';
import type { Attempt } from '../../../harness/domain/attempts/attempt.ts';
import type { Case } from '../../../harness/domain/verdict/case.ts';
import type { Violation } from '../../../harness/domain/verdict/verdict.ts';
import { violatedRun } from '../../testing/samples.ts';
import { shortestSteps } from './steps.ts';

const input = violatedRun();
const withSteps = (steps: readonly string[], reproduced = true): Case[] =>
  input.cases.slice(0, 1).map((item) => ({
    ...item,
    reproduction: {
      type: 'fact',
      fact: 'reproduction',
      at: 0,
      attempts: [],
      steps,
      reproduced,
      replay: 'again',
    },
  }));

it('numbers no step twice, and tells first who takes part', () => {
  const cases = withSteps(['A is a new patient.', '1. A does “book”', '2. A lists GET /x']);
  expect(shortestSteps(input, cases)).toEqual({
    people: ['A is a new patient.'],
    steps: ['A does “book”', 'A lists GET /x'],
    reproduced: true,
    replay: 'again',
  });
});

it('takes the shortest sequence that leaked again, before a shorter one that did not', () => {
  const cases = [
    ...withSteps(['a'], false),
    ...withSteps(['a', 'b', 'c']),
    ...withSteps(['a', 'b']),
  ];
  expect(shortestSteps(input, cases).steps).toEqual(['a', 'b']);
});

it('tells what the account did where nobody looked for a sequence', () => {
  const cases = input.cases.slice(0, 1).map((item) => ({ ...item, reproduction: null }));
  const { steps, reproduced } = shortestSteps(input, cases);
  expect(reproduced).toBeNull();
  expect(steps).toEqual([
    'Sign in as a patient of region uk, call audio-then-video',
    'Ask for GET /api/recordings',
    'Look at $.items[0].title: patient of region uk, call video, no. 1 (a2)’s recording title',
  ]);
});

const asked = (lead: Partial<Attempt>, more: Partial<Violation> = {}): readonly string[] => {
  const cases = input.cases.slice(0, 1).map((item) => ({
    ...item,
    reproduction: null,
    violation: { ...item.violation, ...more },
    lead: { ...item.lead, attempt: { ...item.lead.attempt, ...lead } },
  }));
  return shortestSteps(input, cases).steps;
};

it('signs out where the fault is that something still comes after it', () => {
  const own = { owner: input.cases[0]?.violation.viewer ?? null };
  const signedOut = { sessionState: 'signed-out' } as const;
  expect(asked(signedOut, own)).toEqual([
    'Sign in as a patient of region uk, call audio-then-video',
    'Sign out, and keep the session (its cookie or token)',
    'Ask for GET /api/recordings, with the session that was signed out',
    'Look at $.items[0].title: their own recording title',
  ]);
  expect(asked({ ...signedOut, probe: 'renewed-after-sign-out' }, own)).toContain(
    'Renew that session',
  );
  expect(asked({ ...signedOut, variant: 'kept' }, own)[2]).toMatch(/^Sign out/);
  expect(asked({ sessionState: 'no-second-factor' }, own)[0]).toMatch(
    /, without the second factor$/,
  );
});

it('says what nobody known owns without an owner', () => {
  const sighting = {
    what: 'a row of nobody that this run knows',
    where: '$[0]',
    encoding: 'plain',
  };
  expect(asked({}, { owner: null, sighting }).at(-1)).toBe(
    'Look at $[0]: a row of nobody that this run knows',
  );
});

it('does not sign in where what was seen needs no sign-in', () => {
  const [first] = input.cases;
  if (first === undefined) throw new Error('the sample has no case');
  const signedIn = { ...first, reproduction: null };
  const viewer = { account: 'anonymous', cohort: {} };
  const open = { ...signedIn, violation: { ...first.violation, viewer } };
  expect(shortestSteps(input, [signedIn, open]).steps[0]).toBe('Do not sign in');
});
