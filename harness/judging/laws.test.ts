import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anonymous } from '../domain/accounts/account.ts';
import type { Attempt } from '../domain/attempts/attempt.ts';
import { healthyRun } from './testing/healthy-run.ts';
import { judge, tokenOf, visitIdOf } from './testing/history-builder.ts';
import type { Run } from './testing/history-builder.ts';
import { plan } from './testing/plan-of-tests.ts';

const healthy = healthyRun();
const numRuns = 60;

const sighting = fc.oneof(
  fc.nat(5).map((account) => tokenOf(account)),
  fc.nat(3).map(visitIdOf),
  fc.nat(3).map(
    (account) =>
      ({
        kind: 'unique',
        account: `a${account}`,
        field: 'phone',
        where: '$',
        encoding: 'plain',
      }) as const,
  ),
  fc.nat(3).map(
    (account) =>
      ({
        kind: 'credential',
        account: `a${account}`,
        name: 'sid',
        where: 'header',
        encoding: 'plain',
      }) as const,
  ),
);

/** Attempts of any sort, likely and absurd. */
const attempt: fc.Arbitrary<Attempt> = fc
  .record({
    model: fc.constantFrom(...healthy.attempts),
    viewer: fc.option(fc.constantFrom('a0', 'a1', 'a2', 'a3', 'a4', 'a9', anonymous), {
      nil: undefined,
    }),
    sentAt: fc.nat(3000),
    lasting: fc.nat(500),
    outcome: fc.constantFrom('granted', 'denied', 'concealed', 'unclear'),
    status: fc.constantFrom(200, 401, 403, 404, 500, null),
    sightings: fc.array(sighting, { maxLength: 3 }),
    truncated: fc.boolean(),
    sessionState: fc.constantFrom('none', 'open', 'signed-out', 'no-second-factor'),
    thing: fc.constantFrom(null, 'a0.1', 'a1.1', 'a2.1', 'a9.9'),
  })
  .map(({ model, viewer, sentAt, lasting, ...change }) => ({
    ...model,
    ...change,
    viewer: viewer ?? model.viewer,
    sentAt: plan.startedAt + sentAt,
    answeredAt: plan.startedAt + sentAt + lasting,
    items: null,
    digests: [],
  }));

const mixedRun: fc.Arbitrary<Run> = fc
  .record({
    more: fc.array(attempt, { maxLength: 8 }),
    kept: fc.array(fc.boolean(), { minLength: 200, maxLength: 200 }),
    whole: fc.boolean(),
  })
  .map(({ more, kept, whole }) => ({
    ...healthy,
    attempts: [...healthy.attempts.filter((_, index) => whole || kept[index]), ...more].map(
      (one, index) => ({ ...one, id: `m${index}` }),
    ),
  }));

describe('for any history', () => {
  it('the order of the records is irrelevant, and judging twice is equal', () => {
    fc.assert(
      fc.property(mixedRun, fc.infiniteStream(fc.nat()), (run, places) => {
        const shuffled = <T>(records: readonly T[]): T[] =>
          records
            .map((record) => ({ record, place: Number(places.next().value) }))
            .sort((a, b) => a.place - b.place)
            .map(({ record }) => record);
        const again = { ...run, attempts: shuffled(run.attempts), facts: shuffled(run.facts) };
        const first = JSON.stringify(judge(run).verdict);
        expect(JSON.stringify(judge(again).verdict)).toBe(first);
        expect(JSON.stringify(judge(run).verdict)).toBe(first);
      }),
      { numRuns },
    );
  });

  it('more attempts never turn a leak into a pass', () => {
    fc.assert(
      fc.property(mixedRun, fc.array(attempt, { maxLength: 5 }), (run, more) => {
        const leaks = (judged: ReturnType<typeof judge>) =>
          judged.verdict.violations.filter(({ kind }) => kind !== 'lockout').map(({ id }) => id);
        const longer = {
          ...run,
          attempts: [
            ...run.attempts,
            ...more.map((one, index) => ({ ...one, id: `more${index}` })),
          ],
        };
        const before = judge(run);
        const after = judge(longer);
        expect(leaks(after)).toEqual(expect.arrayContaining(leaks(before)));
        if (before.verdict.verdict === 'violated' && leaks(before).length > 0)
          expect(after.verdict.verdict).toBe('violated');
      }),
      { numRuns },
    );
  });

  it('taking an entitlement away never turns a violation into anything better', () => {
    fc.assert(
      fc.property(mixedRun, (run) => {
        if (judge(run).verdict.verdict !== 'violated') return;
        const facts = run.facts.filter(({ fact }) => fact !== 'entitled');
        expect(judge({ ...run, facts }).verdict.verdict).toBe('violated');
      }),
      { numRuns },
    );
  });

  it('what an owner is granted of their own makes no leak', () => {
    const grants = healthy.attempts.filter(
      (one) => one.outcome === 'granted' && one.viewer !== 'a4',
    );
    fc.assert(
      fc.property(mixedRun, fc.constantFrom(...grants), (run, grant) => {
        const leaks = (one: Run) =>
          judge(one).verdict.violations.filter(({ kind }) => kind !== 'lockout');
        const longer = { ...run, attempts: [...run.attempts, { ...grant, id: 'one more' }] };
        expect(leaks(longer)).toEqual(leaks(run));
      }),
      { numRuns },
    );
  });

  it('a run that holds has let nobody see a sign of another', () => {
    fc.assert(
      fc.property(fc.array(attempt, { minLength: 1, maxLength: 2 }), (more) => {
        const run = {
          ...healthy,
          attempts: [
            ...healthy.attempts,
            ...more.map((one, index) => ({ ...one, id: `more${index}` })),
          ],
        };
        if (judge(run).verdict.verdict !== 'holds') return;
        for (const { viewer, sightings, sessionState } of more) {
          const foreign = sightings.filter(
            (seen) => seen.kind === 'token' && seen.token.account !== Number(viewer.slice(1)),
          );
          // The clinician may see the first patient's; what overlaps signing out is not judged.
          if (viewer !== 'a4' && sessionState === 'open') expect(foreign).toEqual([]);
        }
      }),
      { numRuns: 200 },
    );
  });
});
