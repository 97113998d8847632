import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { assertKey, keepSecrets, recallSecrets, type RunSecrets } from './secrets-of-run.ts';
import { emptyFolder } from '../testing/work-folder.ts';

const secrets: RunSecrets = {
  cohorts: [{ account: 'before' }],
  idKey: 'a key of digests',
  handOver: {
    accounts: [],
    things: [],
    shares: [],
    sessions: [
      {
        id: 'a1.s1',
        account: 'a1',
        state: 'open',
        phase: 'before-update',
        jar: {},
        headers: { authorization: 'hush' },
        origins: [],
      },
    ],
  },
};
const folder = 'reports/runs/one';
const file = join('.chaperone', 'one', 'secrets.json');

beforeEach(async () => {
  const before = process.cwd();
  process.chdir(await emptyFolder());
  vi.stubEnv('CHAPERONE_KEY', undefined);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    process.chdir(before);
  });
});

describe('the secrets of a run', () => {
  it('lie outside the reports, readable by their owner only', async () => {
    await keepSecrets(folder, secrets);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat('.chaperone/one')).mode & 0o777).toBe(0o700);
    expect(await recallSecrets(folder)).toEqual(secrets);
  });

  it('are encrypted if there is a key, and can be read with no other key', async () => {
    vi.stubEnv('CHAPERONE_KEY', 'one key');
    await keepSecrets(folder, secrets);
    expect(await readFile(file, 'utf8')).not.toMatch(/hush|a1\.s1|authorization|a key of digests/);
    expect(await recallSecrets(folder)).toEqual(secrets);
    for (const key of ['another key', undefined]) {
      vi.stubEnv('CHAPERONE_KEY', key);
      await expect(recallSecrets(folder)).rejects.toMatchObject({
        name: 'UsageError',
        remedy: expect.stringContaining('CHAPERONE_KEY'),
      });
    }
  });

  it('are replaced completely by later secrets', async () => {
    await keepSecrets(folder, secrets);
    const later = { ...secrets, handOver: { ...secrets.handOver, sessions: [] } };
    await keepSecrets(folder, later);
    expect(await recallSecrets(folder)).toEqual(later);
  });

  it.each([
    ['missing', undefined],
    ['of another shape', { cohorts: [], handOver: {} }],
  ])('that are %s are said to be', async (_, content) => {
    if (content) {
      await keepSecrets(folder, content as unknown as RunSecrets);
    }
    await expect(recallSecrets(folder)).rejects.toMatchObject({
      name: 'UsageError',
      remedy: expect.stringContaining('eed'),
    });
  });
});

describe('in CI a key', () => {
  it.each([
    ['true', true],
    ['1', true],
    ['woodpecker', true],
    ['false', false],
    ['0', false],
    ['', false],
    [undefined, false],
  ])('with CI=%s is needed: %s', (value, needed) => {
    vi.stubEnv('CI', value);
    if (needed) expect(assertKey).toThrow('CHAPERONE_KEY is not set');
    else expect(assertKey).not.toThrow();
    vi.stubEnv('CHAPERONE_KEY', 'a key of 15 cha');
    expect(assertKey).toThrow('is shorter than 16 characters');
    vi.stubEnv('CHAPERONE_KEY', 'a key of 16 char');
    expect(assertKey).not.toThrow();
  });
});
