import { expect, it } from 'vitest';
import { list } from '../../deployment/surfaces/surfaces.ts';
import { formerIdKey, idDigest, newIdKey } from '../../domain/ledger/id-digest.ts';
import { json } from '../http/serve.test-support.ts';
import { deploy, describeDeployment, person, testWorker } from './worker.test-support.ts';

/** An id of a real person. There are few enough NHS numbers to try all of them. */
const stranger = { id: 'patient-9434765919', name: 'somebody real' };

it('writes digests of strangers\u2019 and own rows that need the key', async () => {
  const deployment = await deploy({
    'GET /notes': (held, _request, response) => json(response, [...held.notes, stranger]),
  });
  const idKey = newIdKey();
  const { worker, history } = await testWorker(describeDeployment(deployment.url), { idKey });
  const { session, thing } = await person(worker);
  const attempt = await worker.attempt({ session, surface: list('GET /notes'), thing: null });
  const [own, strange] = attempt.items ?? [];
  expect(strange?.ids).toEqual([idDigest(idKey, stranger.id)]);

  const created = worker.recorded.facts.find(({ fact }) => fact === 'thing-created');
  expect(created).toMatchObject({ digests: { note: idDigest(idKey, thing.ids['note'] ?? '') } });
  expect(own?.ids).toContain(idDigest(idKey, thing.ids['note'] ?? ''));

  await worker.close();
  const text = await history();
  expect(text).not.toContain(idKey);
  expect(text).not.toContain(stranger.id);
  // Nothing that stands in plan.json yields one of the digests.
  expect(text).not.toContain(idDigest(formerIdKey(worker.plan.run), stranger.id));
});
