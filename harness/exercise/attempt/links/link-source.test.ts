import type { ServerResponse } from 'node:http';
import { expect, it } from 'vitest';
import type { Definition } from '../../../deployment/definition.ts';
import { link, read } from '../../../deployment/surfaces/surfaces.ts';
import { json } from '../../http/serve.test-support.ts';
import {
  deploy,
  describeDeployment,
  noteAt,
  person,
  testWorker,
} from '../../worker/worker.test-support.ts';

const surface = link('GET /notes/{note}', '$.url', { gives: 'read' });

/** What a stranger's question for the address of a note makes of an answer, and all that is recorded then. */
async function asked(
  answer: (response: ServerResponse, text: string) => void,
  surfaces: Definition['surfaces'] = [surface],
) {
  const deployment = await deploy({
    'GET /notes/{}': (notes, request, response) =>
      answer(response, noteAt(notes, request)?.text ?? ''),
  });
  const { worker } = await testWorker(describeDeployment(deployment.url, { surfaces }));
  const [ann, bob] = [await person(worker), await person(worker)];
  const request = { session: bob.session, surface, thing: ann.thing, variant: 'asked' } as const;
  const attempt = await worker.attempt(request);
  return { attempt, recorded: worker.recorded.attempts.filter(({ id }) => id !== attempt.id) };
}

it('records the answer that withholds an address, with what it shows', async () => {
  const { attempt, recorded } = await asked((response, text) => json(response, { text }));
  expect(attempt).toMatchObject({ surface: surface.id, outcome: 'concealed', sightings: [] });
  expect(recorded).toMatchObject([
    {
      surface: 'GET /notes/{note}',
      variant: 'link-source',
      viewer: 'a1',
      thing: 'a0.1',
      outcome: 'granted',
      sightings: [{ kind: 'token', token: { account: 0 }, where: '$.text' }],
    },
  ]);
});

it('takes no refusal from an answer that was not read', async () => {
  const { attempt } = await asked((response) =>
    response.writeHead(403, { 'content-encoding': 'compress' }).end('x'),
  );
  expect(attempt).toMatchObject({ outcome: 'unclear', why: expect.stringMatching(/not read/) });
});

it('records nothing where the answer is a surface of the definition', async () => {
  const described = [surface, read('GET /notes/{note}')];
  const { recorded } = await asked((response, text) => json(response, { text }), described);
  expect(recorded).toEqual([]);
});
