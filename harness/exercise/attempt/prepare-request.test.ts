import { expect, it } from 'vitest';
import { socket } from '../../deployment/surfaces.ts';
import { deploy, describeDeployment, person, testWorker } from '../worker/worker.test-support.ts';

it('sends no request to a surface that is listened to: the attempt is unclear, and says why', async () => {
  const asked: string[] = [];
  const { url } = await deploy({
    'GET /live': (_deployment, request, response) => {
      asked.push(request.url ?? '');
      response.end('[]');
    },
  });
  const { worker } = await testWorker(describeDeployment(url));
  const { session } = await person(worker);
  const surface = socket('GET /live', { gives: 'list', act: 'touch' });
  const { outcome, why } = await worker.attempt({ session, surface, thing: null });
  expect({ outcome, why }).toEqual({
    outcome: 'unclear',
    why: 'it is listened to, and not asked',
  });
  expect(asked).toEqual([]);
});
