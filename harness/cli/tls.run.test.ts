import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createNotes } from '../run/testing/notes.ts';
import { onSocket } from '../run/testing/on-socket.ts';
import { selfSigned } from '../run/testing/self-signed.ts';
import { emptyFolder, writeDefinition } from '../run/testing/work-folder.ts';
import { chaperone } from './testing/chaperone.ts';
import { expectPlain } from './testing/expect-plain.ts';
import { chaperoneHere } from './testing/in-process.ts';

const sweep = ['verify', '--only', 'sweep', '--update-command', 'true'];

it('an unknown certificate: 2, with a remedy that helps', async () => {
  const folder = await emptyFolder();
  await writeDefinition(folder, await onSocket(createNotes(() => '1').handlers, selfSigned));
  const refused = await chaperoneHere(folder, sweep);
  expect(refused.code).toBe(2);
  expect(refused.err).toContain('GET /version failed: TLS: the certificate is self-signed.');
  expect(refused.err).toContain('NODE_EXTRA_CA_CERTS');
  expectPlain(refused);

  const certificate = join(folder, 'issuer.pem');
  await writeFile(certificate, selfSigned.cert);
  const trusted = await chaperone(folder, sweep, { env: { NODE_EXTRA_CA_CERTS: certificate } });
  expect(trusted.out).toContain('the release is 1 before and after the update: it changed nothing');
});

it('https to a port that speaks http: 2, and the message says so', async () => {
  const folder = await emptyFolder();
  const url = await onSocket(createNotes(() => '1').handlers);
  await writeDefinition(folder, url.replace('http:', 'https:'));
  const { code, err } = await chaperoneHere(folder, sweep);
  expect(code).toBe(2);
  expect(err).toMatch(/TLS: .*\(is it http\?\)\.\nCheck whether `url` begins with the protocol/);
});
