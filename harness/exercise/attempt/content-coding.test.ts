import { brotliCompressSync, gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { read } from '../../deployment/surfaces/surfaces.ts';
import {
  deploy,
  describeDeployment,
  noteAt,
  person,
  testWorker,
} from '../worker/worker.test-support.ts';

/** A stranger's attempt at a note, whose text is answered as `pack` writes it. */
async function foreignAttempt(
  encoding: string,
  status: number,
  pack: (text: string) => string | Buffer,
) {
  const deployment = await deploy({
    'GET /notes/{}': (notes, request, response) => {
      const { text = '' } = noteAt(notes, request) ?? {};
      response.writeHead(status, { 'content-encoding': encoding }).end(pack(text));
    },
  });
  const { worker } = await testWorker(describeDeployment(deployment.url));
  const [ann, bob] = [await person(worker), await person(worker)];
  const surface = read('GET /notes/{note}');
  return worker.attempt({ session: bob.session, surface, thing: ann.thing });
}

it('looks into a body in several content codings', async () => {
  const attempt = await foreignAttempt('br, gzip', 200, (text) =>
    gzipSync(brotliCompressSync(text)),
  );
  expect(attempt).toMatchObject({
    outcome: 'granted',
    truncated: false,
    sightings: [{ kind: 'token', token: { account: 0 } }],
  });
});

it.each([
  ['compress', 'x', true],
  ['compress', '', false],
  ['gzip', '', false],
])('says whether a refusal in %s with the body "%s" was not read', async (name, body, unread) => {
  const attempt = await foreignAttempt(name, 403, () => body);
  expect(attempt).toMatchObject({ outcome: 'denied', truncated: unread });
});
