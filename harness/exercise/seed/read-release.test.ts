import { describe, expect, it } from 'vitest';
import type { Definition } from '../../deployment/definition.ts';
import { json } from '../http/serve.test-support.ts';
import { deploy, describeDeployment, testWorker } from '../worker/worker.test-support.ts';

async function read(answers: readonly (string | Error)[], signal?: AbortSignal) {
  const left = [...answers];
  const definition = describeDeployment('http://127.0.0.1:9', {
    release: async () => {
      const next = left.shift();
      if (next === undefined || next instanceof Error) throw next ?? new Error('asked too often');
      return next;
    },
  });
  const { worker } = await testWorker(definition, { signal });
  const release = await worker.readRelease();
  const facts = worker.recorded.facts.map((fact) =>
    fact.fact === 'release-read' ? fact.release : fact.fact,
  );
  return { release, facts, left: left.length };
}

describe('reading the release', () => {
  it('tries three times before it counts as unreadable', async () => {
    const busy = new Error('busy');
    expect(await read([busy, busy, '2.1'])).toEqual({ release: '2.1', facts: ['2.1'], left: 0 });
    expect(await read([busy, ' ', busy, '2.1'])).toEqual({ release: null, facts: [null], left: 1 });
  });

  it('asks once if the first answer is readable', async () => {
    expect(await read([' 2.1\n', '2.2'])).toEqual({ release: '2.1', facts: ['2.1'], left: 1 });
  });

  it.each<[string, Definition['release'], boolean]>([
    ['the deployment tells it', async ({ http }) => (await http.get('/version')).text(), true],
    ['the definition tells it', () => '2.1', false],
    [
      'the deployment does not answer',
      async ({ http }) => http.get('/silent').then(String, () => '2.1'),
      false,
    ],
  ])('notes whether the deployment answered: %s', async (_, release, asked) => {
    const { url } = await deploy({
      'GET /version': (_state, _request, response) => json(response, '2.1'),
      'GET /silent': (_state, request) => void request.socket.destroy(),
    });
    const { worker } = await testWorker(describeDeployment(url, { release }));
    await worker.readRelease();
    expect(worker.recorded.facts).toEqual([
      expect.objectContaining({ fact: 'release-read', asked }),
    ]);
  });

  it('records its parts beside the line that attempts carry', async () => {
    const definition = describeDeployment('http://127.0.0.1:9', {
      release: () => ({ flags: 'on', build: '7' }),
    });
    const { worker } = await testWorker(definition);
    expect(await worker.readRelease()).toBe('build 7, flags on');
    expect(worker.recorded.facts).toEqual([
      expect.objectContaining({
        release: 'build 7, flags on',
        parts: { build: '7', flags: 'on' },
      }),
    ]);
  });

  it('says nothing of a release when interrupted', async () => {
    expect(await read(['2.1'], AbortSignal.abort())).toEqual({ release: null, facts: [], left: 1 });
  });
});
