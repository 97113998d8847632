import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { updateCommand, workFolder } from '../run/testing/work-folder.ts';
import { expectPlain } from './testing/expect-plain.ts';
import { chaperoneHere } from './testing/in-process.ts';

it.each([
  [
    'names accounts twice',
    [
      { cohort: {}, credentials: { email: 'a@x.test', id: 'hush1' } },
      { cohort: {}, credentials: { email: 'A@x.test', id: 'hush2' } },
    ],
    'entries 1 and 2 have the same credentials.email',
    'Keep one entry for each account.',
  ],
  ['holds none', [], 'holds no account', 'Write a JSON array'],
])('an accounts file that %s: 2, before anything is sent', async (_, entries, cause, remedy) => {
  const { folder, notes } = await workFolder({
    more: `accounts: { ...usual.accounts, create: undefined, pool: 'accounts.json' }`,
  });
  await writeFile(join(folder, 'accounts.json'), JSON.stringify(entries));
  const ended = await chaperoneHere(folder, [
    'verify',
    '--only',
    'sweep',
    '--update-command',
    updateCommand,
  ]);
  expect(ended.code).toBe(2);
  expect(ended.err).toContain(`Error: the accounts file ${join(folder, 'accounts.json')} `);
  expect(ended.err).toContain(cause);
  expect(ended.err).toContain(remedy);
  expect(notes.notes).toEqual([]);
  expectPlain(ended, ['hush']);
});
