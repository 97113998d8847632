import { describe, expect, it } from 'vitest';
import { list } from '../../deployment/surfaces/surfaces.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy } from '../../exercise/worker/worker.test-support.ts';
import { resultOf, sweepAndJudge, allWithout } from './sweep-and-judge.test-support.ts';

/** What becomes of an answer that nobody takes. */
type Left = 'dropped' | 'before it began' | 'in its body';

/** Lists one's own notes; or what was left when somebody hung up. */
async function judged(left: Left, omit = '') {
  let kept: string | undefined;
  const deployment = await deploy({
    'GET /notes': (state, request, response) => {
      const viewer = state.viewer(request);
      if (viewer === undefined) return json(response, {}, 401);
      const own = JSON.stringify({ items: state.notes.filter(({ owner }) => owner === viewer) });
      const isLeft = left === 'in its body' ? () => response.headersSent : () => true;
      response.on('close', () => {
        if (!response.writableFinished && left !== 'dropped' && isLeft()) kept = own;
      });
      setTimeout(() => {
        if (response.destroyed) return;
        const answer = kept ?? own;
        kept = undefined;
        response.writeHead(200, { 'content-type': 'application/json' });
        response.write(answer.slice(0, 10));
        setTimeout(() => response.end(answer.slice(10)), 40);
      }, 40);
    },
  });
  const run = await sweepAndJudge(deployment.url, [list('GET /notes')], {}, allWithout(omit));
  return [resultOf(run).verdict, run.findings['own-access']?.verdict];
}

describe('an answer that nobody took', () => {
  it.each<Left>(['before it began', 'in its body'])(
    'and that reaches the next caller (hung up %s) is found by this probe alone',
    async (left) => {
      expect(await judged(left)).toEqual(['violated', expect.anything()]);
      expect(await judged(left, 'cancel')).toEqual(['holds', 'holds']);
    },
  );

  it('and that is dropped raises no alarm, nor do those who hung up', async () => {
    expect(await judged('dropped')).toEqual(['holds', 'holds']);
  });
});
