import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { signableRun } from '../run/sign-off/signable-run.test-support.ts';
import { chaperoneHere } from './testing/in-process.ts';

const page = await readFile(new URL('../../docs/baseline.md', import.meta.url), 'utf8');
const commands = [...page.matchAll(/^```sh\nchaperone (.*?)\n```/gms)].map(([, text = '']) => text);

it('the commands of docs/baseline.md do what it says', async () => {
  const { home } = await signableRun();
  expect(commands).toHaveLength(2);
  const [write = '', add = ''] = commands.map((text) => text.replace('latest', 'test-run'));
  expect(await chaperoneHere(home, write.split(' '))).toMatchObject({ code: 0, err: '' });
  const text = await readFile(join(home, 'chaperone.baseline.json'), 'utf8');
  expect(JSON.parse(text)).toMatchObject({ schema: 1, deployment: 'Test clinic' });
  expect(await chaperoneHere(home, add.split(' '))).toMatchObject({ code: 0, err: '' });
});
