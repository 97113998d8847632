import { describe, expect, it } from 'vitest';
import { read } from '../../deployment/surfaces/surfaces.ts';
import { json } from '../http/serve.test-support.ts';
import { deploy, describeDeployment, person, testWorker } from '../worker/worker.test-support.ts';
import { createPerformer } from './perform.ts';

const surface = read('GET /notes/{note}');
const timeout = 150;

/** Makes eight attempts, two at once; of all requests one in `answersEach` is answered, and the others are left waiting. */
async function perform(answersEach: number) {
  let asked = 0;
  const { url } = await deploy({
    'GET /notes/{}': (_, _request, response) => {
      if (++asked % answersEach === 0) json(response, {}, 404);
    },
  });
  const { worker } = await testWorker(describeDeployment(url, { surfaces: [surface], timeout }));
  const [ann, bob] = [await person(worker), await person(worker)];
  const performer = createPerformer(worker, 2, () => undefined);
  const request = { session: bob.session, surface, thing: ann.thing };
  await performer.perform(Array.from({ length: 8 }, () => request));
  const failed = worker.recorded.facts.filter(({ fact }) => fact === 'failed');
  return { attempts: worker.recorded.attempts.length, isOver: performer.isOver(), failed };
}

describe('a deployment that stalls', () => {
  it('is given up after three timeouts in a row of each request under way, and that is said', async () => {
    const { attempts, isOver, failed } = await perform(Infinity);
    expect(attempts).toBeGreaterThanOrEqual(6);
    expect(attempts).toBeLessThan(10);
    expect(isOver).toBe(true);
    expect(failed).toMatchObject([
      {
        what: 'the sweep',
        why: expect.stringMatching(/^\d attempts in a row were not answered within 0.15 s, so no/),
      },
    ]);
  });

  it('is not given up while it answers now and then', async () => {
    const { isOver, failed, attempts } = await perform(4);
    expect({ isOver, failed }).toEqual({ isOver: false, failed: [] });
    expect(attempts).toBeGreaterThan(10);
  });
});
