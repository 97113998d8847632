import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UsageError } from '../../domain/errors.ts';
import { readPool } from './pool.ts';

describe('readPool', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chaperone-pool-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const read = async (content: unknown, environment = {}) => {
    const file = join(folder, 'accounts.json');
    await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
    return readPool(file, environment);
  };
  const account = (email: string, more = {}) => ({
    cohort: { region: 'uk' },
    credentials: { email, password: 'env:PASSWORD' },
    ...more,
  });
  const environment = { PASSWORD: 'swordfish' };

  it('fills in defaults, and takes secrets from the environment', async () => {
    expect(
      await read(
        [account('a@x.test', { role: 'clinician', ids: { user: '1' } }), account('b@x.test')],
        environment,
      ),
    ).toEqual([
      {
        role: 'clinician',
        cohort: { region: 'uk' },
        credentials: { email: 'a@x.test', password: 'swordfish' },
        ids: { user: '1' },
      },
      {
        role: 'patient',
        cohort: { region: 'uk' },
        credentials: { email: 'b@x.test', password: 'swordfish' },
        ids: {},
      },
    ]);
  });

  it.each([
    ['no JSON', '[{"password":"swordfish"', /not JSON/],
    ['no array', {}, /not valid/],
    ['no account', [], /holds no account/],
    ['an unknown field', [account('a', { pasword: 'x' })], /pasword/],
    [
      'no credentials',
      [{ cohort: {}, credentials: {} }],
      /at least one credential[^]*\[0\]\.credentials/,
    ],
    [
      'the same e-mail',
      [account('a'), account('b'), account('A')],
      /entries 1 and 3 have the same credentials\.email/,
    ],
    [
      'the same id',
      [account('a', { ids: { patient: '7' } }), account('b', { ids: { patient: '7' } })],
      /entries 1 and 2 have the same ids\.patient/,
    ],
    [
      'the same credentials',
      [1, 2].map(() => ({ cohort: {}, credentials: { key: 'k' } })),
      /entries 1 and 2 have the same credentials$/m,
    ],
  ])('refuses %s, without quoting a secret', async (_, content, message) => {
    const reading = read(content, environment);
    await expect(reading).rejects.toThrow(message);
    await expect(reading).rejects.toBeInstanceOf(UsageError);
    await expect(reading).rejects.not.toThrow(/swordfish/);
  });

  it('names a variable that is not set, and a missing file', async () => {
    await expect(read([account('a')], {})).rejects.toThrow(
      /entry 1: password is to come from PASSWORD/,
    );
    await expect(readPool(join(folder, 'none.json'), {})).rejects.toThrow(/none\.json/);
  });
});
