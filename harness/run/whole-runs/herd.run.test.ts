import { expect, it } from 'vitest';
import { list, read } from '../../deployment/surfaces/surfaces.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy, noteAt } from '../../exercise/worker/worker.test-support.ts';
import { resultOf, sweepAndJudge, allWithout } from './sweep-and-judge.test-support.ts';

/**
 * Lists one's own notes. Where look-ups are put together, three lists that are asked for at the same moment, beside nothing
 * else and for the first time, are handed out in another order than that of those who asked.
 */
async function judged(isBatching: boolean, omit = '') {
  const waiting: { viewer: string; answer(whose: string): void }[] = [];
  const warm = new Set<string>();
  let others = 0;
  const deployment = await deploy({
    'GET /notes': (state, request, response) => {
      const viewer = state.viewer(request);
      if (viewer === undefined) return json(response, {}, 401);
      const answer = (whose: string): void =>
        json(response, { items: state.notes.filter(({ owner }) => owner === whose) });
      waiting.push({ viewer, answer });
      setTimeout(() => {
        const batch = waiting.splice(0);
        const order = batch.map((one) => one.viewer);
        const isCold = order.every((one) => !warm.has(one));
        const isHerd = isBatching && isCold && batch.length === 3 && others === 0;
        order.forEach((one) => warm.add(one));
        if (isHerd) order.reverse();
        batch.forEach((one, index) => one.answer(order[index] ?? one.viewer));
      }, 20);
    },
    'GET /notes/{}': (state, request, response) => {
      const note = noteAt(state, request);
      const isOwn = note?.owner === state.viewer(request);
      others += 1;
      setTimeout(() => {
        others -= 1;
        json(response, isOwn ? (note ?? {}) : {}, isOwn ? 200 : 404);
      }, 20);
    },
  });
  const surfaces = [list('GET /notes'), read('GET /notes/{note}')];
  const run = await sweepAndJudge(deployment.url, surfaces, {}, { ...allWithout(omit), things: 6 });
  return resultOf(run).verdict;
}

it('answers that are mixed up when many ask at once are found by this probe alone', async () => {
  expect(await judged(false)).toBe('holds');
  expect(await judged(true)).toBe('violated');
  expect(await judged(true, 'herd')).toBe('holds');
});
