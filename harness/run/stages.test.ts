import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { UsageError } from '../domain/errors.ts';
import { stage, together } from './stages.ts';

let said = '';
beforeEach(() => {
  said = '';
  const write = vi
    .spyOn(process.stderr, 'write')
    .mockImplementation((text) => ((said += String(text)), true));
  vi.stubEnv('CI', 'true');
  onTestFinished(() => {
    write.mockRestore();
    vi.unstubAllEnvs();
  });
});

it('without a terminal, writes a plain line to standard error for each beginning and each result', async () => {
  const result = await stage(
    'Sweeping',
    async (say) => (say('1 of 2'), say('2 of 2'), 2),
    (count) => `${count} attempts`,
  );
  expect(result).toBe(2);
  // The duration comes last, if it is long enough to be shown.
  expect(said).toMatch(/^❯ Sweeping\n✔ Sweeping: 2 attempts (\[[\d.]+m?s\])?\n$/);
});

it('rejects with the original error, and shows its first line', async () => {
  const error = new UsageError('no room\nentries 1 and 2', 'make some');
  await expect(stage('Seeding', () => Promise.reject(error))).rejects.toBe(error);
  expect(said).toContain('✖ Seeding [FAILED: no room]\n');
  for (const text of ['entries', 'make some', '\u001B']) expect(said).not.toContain(text);
});

it('shows a cross for a result that is no success, and returns it', async () => {
  const failed = {
    title: 'Properties',
    run: async () => 3,
    fault: (left: number) => `${left} did not pass`,
  };
  const fine = {
    title: 'Scenarios',
    run: async () => 0,
    fault: () => null,
    summary: () => 'all passed',
  };
  expect(await together([failed, fine])).toEqual([3, 0]);
  expect(said).toContain('✖ Properties [FAILED: 3 did not pass]\n');
  expect(said).not.toContain('✔ Properties');
  expect(said).toMatch(/✔ Scenarios: all passed/);
});

it('lets stages beside a failed one finish before it rejects', async () => {
  const begun = Promise.withResolvers<void>();
  let ended = false;
  const slowly = async () => {
    begun.resolve();
    // This is long after the other stage has failed.
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    ended = true;
  };
  const failing = () => begun.promise.then(() => Promise.reject(new Error('first')));
  await expect(
    together<void>([
      { title: 'One', run: failing },
      { title: 'Two', run: slowly },
    ]),
  ).rejects.toThrow('first');
  expect(ended).toBe(true);
});

it('gives results in the order of the stages', async () => {
  let first = () => {};
  const results = await together([
    { title: 'One', run: () => new Promise<string>((resolve) => (first = () => resolve('one'))) },
    { title: 'Two', run: async () => (first(), 'two') },
  ]);
  expect(results).toEqual(['one', 'two']);
});
