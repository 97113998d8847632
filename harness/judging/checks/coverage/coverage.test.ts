import { expect, it } from 'vitest';
import { healthyRun } from '../../testing/healthy-run.ts';
import { judge, type Run } from '../../testing/history-builder.ts';

const healthy = healthyRun();

/** The run with what its reads of the release noted, one after the other; the last also of all further ones. */
function noted(...asked: (boolean | undefined)[]): Run {
  let reads = 0;
  const facts = healthy.facts.map((fact) => {
    if (fact.fact !== 'release-read') return fact;
    const { asked: _, ...read } = fact;
    const own = asked[Math.min(reads++, asked.length - 1)];
    return own === undefined ? read : { ...read, asked: own };
  });
  return { ...healthy, facts };
}
const releaseAsked = (run: Run) => judge(run).verdict.coverage.releaseAsked;

it('tells whether the deployment itself said which release runs, each time', () => {
  expect(releaseAsked(noted(true))).toBe(true);
  expect(releaseAsked(noted(true, false))).toBe(false);
  expect(releaseAsked(noted(false, undefined))).toBe(false);
});

it('claims nothing where that was not noted, or no release was read', () => {
  expect(releaseAsked(noted(true, undefined))).toBeNull();
  const unread = healthy.facts.map((fact) =>
    fact.fact === 'release-read' ? { ...fact, release: null, asked: false } : fact,
  );
  expect(releaseAsked({ ...healthy, facts: unread })).toBeNull();
});
