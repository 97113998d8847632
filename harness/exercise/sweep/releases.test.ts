import { describe, expect, it } from 'vitest';
import { read } from '../../deployment/surfaces/surfaces.ts';
import { json } from '../http/serve.test-support.ts';
import { deploy, describeDeployment, person, testWorker } from '../worker/worker.test-support.ts';
import { createPerformer } from './perform.ts';

const surface = read('GET /notes/{note}');

describe('attempts that are released together', () => {
  it('are all under way at once, after those that are hung up, of which nothing is recorded', async () => {
    const events: string[] = [];
    const waiting: (() => void)[] = [];
    const { url } = await deploy({
      'GET /notes/{}': ({ notes }, request, response) => {
        if (request.headers['x-way'] !== undefined) {
          response.on('close', () => events.push('hung up'));
          return;
        }
        events.push('asked');
        const answer = (): void => json(response, notes[0] ?? {});
        if (events.length === 1) return answer();
        // Nobody is answered before all have asked.
        if (waiting.push(answer) === 4) waiting.forEach((one) => one());
      },
    });
    const { worker } = await testWorker(describeDeployment(url, { surfaces: [surface] }));
    const { session, thing } = await person(worker);
    const performer = createPerformer(worker, 2, () => undefined);
    const request = { session, surface, thing };
    const change = { name: 'way', headers: { 'x-way': 'hung' } };
    const together = 'all';
    await performer.perform([
      ...Array.from({ length: 4 }, () => ({ ...request, together })),
      { ...request, together, change, hangUp: { after: 0 } },
      request,
    ]);
    expect(worker.recorded.attempts.map(({ outcome }) => outcome)).toEqual(
      Array.from({ length: 5 }, () => 'granted'),
    );
    expect(events).toEqual(['asked', 'hung up', 'asked', 'asked', 'asked', 'asked']);
  });
});
