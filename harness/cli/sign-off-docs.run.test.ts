import { execFileSync, spawnSync } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { signableRun } from '../run/sign-off/signable-run.test-support.ts';
import { chaperoneHere } from './testing/in-process.ts';

const page = await readFile(new URL('../../docs/sign-off.md', import.meta.url), 'utf8');
const [keys = '', sign = '', check = '', compare = '', trend = ''] = [
  ...page.matchAll(/^```sh\n(.*?)^```/gms),
].map(([, text = '']) => text);
const CHAPERONE_SIGNING_PASSPHRASE = 'open sesame';
const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

/** The arguments of a command of the page, with its placeholders filled in. */
function argumentsOf(command: string): string[] {
  const filled = command
    .replaceAll('<digest>', 'ab'.repeat(32))
    .replaceAll('<release>', '1.1')
    .replaceAll('<run>', 'reports/runs/test-run')
    .replace('runs/latest', 'runs/test-run');
  const words = filled.match(/"[^"]*"|\S+/g) ?? [];
  expect(words[0]).toBe('chaperone');
  return words.slice(1).map((word) => word.replaceAll('"', ''));
}

it.skipIf(!hasOpenssl)(
  'the commands of docs/sign-off.md do what it says (needs openssl)',
  async () => {
    const { home, folder } = await signableRun();
    for (const name of ['sign-off.pem', 'sign-off.pub']) await rm(join(home, name));
    // Where a person is, openssl asks for the passphrase.
    const answered = keys
      .replace('-aes256', '-aes256 -pass env:CHAPERONE_SIGNING_PASSPHRASE')
      .replace('-pubout', '-passin env:CHAPERONE_SIGNING_PASSPHRASE -pubout');
    const env = { ...process.env, CHAPERONE_SIGNING_PASSPHRASE };
    execFileSync('sh', ['-ec', answered], { cwd: home, env, stdio: 'pipe' });

    const signed = await chaperoneHere(home, argumentsOf(sign), { CHAPERONE_SIGNING_PASSPHRASE });
    expect(signed).toMatchObject({ code: 0, err: '' });
    const file = join(folder, 'sign-off.dsse.json');
    const args = argumentsOf(check).map((word) => (word === 'sign-off.dsse.json' ? file : word));
    expect(await chaperoneHere(home, args)).toMatchObject({ code: 0, err: '' });
    expect((await chaperoneHere(home, argumentsOf(compare))).code).toBe(0);
    const told = await chaperoneHere(home, argumentsOf(trend));
    expect(told.out).toContain('Last signed off: test-run');
    expect(await readFile(join(home, 'trend.html'), 'utf8')).toContain('yes by Jane Roe');

    const [, command = ''] = /`(openssl pkey [^`]*sha256sum)`/s.exec(page) ?? [];
    const shown = command.replace('-pubout', '-passin env:CHAPERONE_SIGNING_PASSPHRASE -pubout');
    const { keyid } = JSON.parse(await readFile(file, 'utf8')).signatures[0] as { keyid: string };
    const id = execFileSync('sh', ['-ec', shown.replaceAll('\n', ' ')], { cwd: home, env });
    expect(id.toString()).toContain(keyid);
  },
);
