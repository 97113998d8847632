import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { signableRun, writeKeys } from '../run/sign-off/signable-run.test-support.ts';
import { chaperoneHere } from './testing/in-process.ts';

// `npm run check:sign-off` installs the clients of Python, and runs this.
const script = fileURLToPath(new URL('./testing/verify-statement.py', import.meta.url));
const imports = 'import securesystemslib, in_toto_attestation, cryptography';
const runs = (command: string, args: readonly string[]) => spawnSync(command, args).status === 0;
const hasPython = runs('python3', ['-c', imports]);

const keys = {
  ed25519: () => generateKeyPairSync('ed25519'),
  'ECDSA P-256': () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
};

/** Signs a run off that was of one artefact, and changes the payload of a copy. */
async function signed(kind: keyof typeof keys) {
  const { home, digest } = await signableRun();
  await writeKeys(home, 'key', keys[kind]());
  const subject = `app.tgz@sha256:${digest}`;
  const given = ['--by', 'Jane Roe', '--subject', subject, '--key', 'key.pem'];
  const args = ['sign-off', 'test-run', ...given, '--out', 'signed.json'];
  expect(await chaperoneHere(home, args)).toMatchObject({ code: 0 });
  const envelope = JSON.parse(await readFile(join(home, 'signed.json'), 'utf8'));
  const payload = Buffer.from(envelope.payload, 'base64')
    .toString()
    .replace('Jane Roe', 'Jane Doe');
  const changed = { ...envelope, payload: Buffer.from(payload).toString('base64') };
  await writeFile(join(home, 'changed.json'), JSON.stringify(changed));
  return { home, subject };
}

describe.each(Object.keys(keys) as (keyof typeof keys)[])('a sign-off by a key of %s', (kind) => {
  it.skipIf(!hasPython)('is verified (needs securesystemslib, in-toto-attestation)', async () => {
    const { home, subject } = await signed(kind);
    const verify = (file: string) =>
      spawnSync('python3', [script, file, 'key.pub'], { cwd: home, encoding: 'utf8' });
    const good = verify('signed.json');
    expect([good.stdout, good.stderr]).toEqual([`PASSED\n${subject}\n`, '']);
    expect(verify('changed.json').stderr).toContain('VerificationError');
  });
});
