import { expect, it, onTestFinished } from 'vitest';
import { list } from '../../deployment/surfaces/surfaces.ts';
import { resetClock } from '../../domain/clock.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy } from '../../exercise/worker/worker.test-support.ts';
import { resultOf, sweepAndJudge, withAlone, without } from './sweep-and-judge.test-support.ts';

const minute = 60_000;

/** Lists notes; from a quarter of an hour on everybody's, if it leaks. Its clock is moved on with the run's. */
async function notes(leaks: boolean) {
  onTestFinished(resetClock);
  let ahead = 0;
  const deployment = await deploy({
    'GET /notes': (state, request, response) => {
      const viewer = state.viewer(request);
      if (viewer === undefined) return json(response, {}, 401);
      const isLate = leaks && ahead >= 15 * minute;
      const shown = state.notes.filter(({ owner }) => owner === viewer || isLate);
      json(response, { items: shown });
    },
  });
  const clock = { advance: (milliseconds: number) => void (ahead += milliseconds) };
  return { url: deployment.url, clock };
}

async function judged(leaks: boolean, options = withAlone) {
  const { url, clock } = await notes(leaks);
  const run = await sweepAndJudge(url, [list('GET /notes')], {}, { ...options, clock });
  const looks = run.worker.recorded.attempts.filter(({ probe }) => probe === 'again-later');
  return { verdict: resultOf(run).verdict, looks: looks.length };
}

it('a list that shows others from a quarter of an hour on is found by this probe alone', async () => {
  expect((await judged(false)).verdict).toBe('holds');
  expect((await judged(true)).verdict).toBe('violated');
  expect((await judged(true, without('again-later'))).verdict).toBe('holds');
});

it('`watch` goes on looking for so long, and nobody waits where the clock can be moved on', async () => {
  const few = await judged(false);
  const { verdict, looks } = await judged(true, { ...withAlone, watch: 20 * minute });
  expect(verdict).toBe('violated');
  expect(looks).toBeGreaterThan(5 * few.looks);
});

it('without such a clock everything is looked at once more at the end', async () => {
  const { url } = await notes(false);
  const { worker } = await sweepAndJudge(url, [list('GET /notes')], {}, withAlone);
  const looks = worker.recorded.attempts.filter(({ probe }) => probe === 'again-later');
  expect(looks).toHaveLength(worker.accounts.length);
});
