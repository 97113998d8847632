import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UsageError } from '../domain/errors.ts';
import { isSealed, openText, sealText } from './sealed-text.ts';
import { readSecrets, writeSecrets } from './secrets.ts';

const secrets = { a1: { password: 'swordfish-é', cookies: ['sid=1'] } };

describe('secrets', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chaperone-secrets-'));
  });
  afterAll(() => rm(folder, { recursive: true }));
  const fileOf = (name: string) => join(folder, name, 'secrets.json');

  it('are read back unchanged, with and without a key', async () => {
    const file = fileOf('both');
    await writeSecrets(file, secrets);
    expect(await readSecrets(file)).toEqual(secrets);
    await writeSecrets(file, secrets, 'k');
    expect(await readSecrets(file, 'k')).toEqual(secrets);
  });

  it('are readable by this user only, and leave no other file behind', async () => {
    const file = fileOf('mode');
    await writeSecrets(file, secrets);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(join(file, '..'))).mode & 0o777).toBe(0o700);
    expect(await readdir(join(file, '..'))).toEqual(['secrets.json']);
  });

  it('cannot be found in an encrypted file', async () => {
    const file = fileOf('sealed');
    await writeSecrets(file, secrets, 'k');
    expect(await readFile(file, 'utf8')).not.toMatch(/swordfish|password|sid/);
  });

  it.each([
    ['a missing file', async () => readSecrets(fileOf('none')), /no such file/],
    [
      'a file that others can read',
      async () => {
        await writeSecrets(fileOf('open'), secrets);
        await chmod(fileOf('open'), 0o640);
        return readSecrets(fileOf('open'));
      },
      /can be read by others/,
    ],
    [
      'an encrypted file without a key',
      async () => {
        await writeSecrets(fileOf('nokey'), secrets, 'k');
        return readSecrets(fileOf('nokey'));
      },
      /CHAPERONE_KEY is not set/,
    ],
    [
      'the wrong key',
      async () => {
        await writeSecrets(fileOf('wrong'), secrets, 'k');
        return readSecrets(fileOf('wrong'), 'l');
      },
      /does not open/,
    ],
    [
      'an open file where a key is set',
      async () => {
        await writeSecrets(fileOf('plain'), secrets);
        return readSecrets(fileOf('plain'), 'k');
      },
      /is not encrypted/,
    ],
    [
      'an empty key',
      async () => writeSecrets(fileOf('empty'), secrets, ''),
      /CHAPERONE_KEY is empty/,
    ],
    [
      'another version',
      async () => {
        await writeSecrets(fileOf('version'), { ...(await sealText('{}', 'k')), version: 2 });
        return readSecrets(fileOf('version'), 'k');
      },
      /version 2/,
    ],
    [
      'a folder that cannot be made',
      async () => {
        await writeFile(join(folder, 'a-file'), '');
        return writeSecrets(join(folder, 'a-file', 'secrets.json'), secrets);
      },
      /cannot write/,
    ],
  ])('refuse %s', async (_, act, message) => {
    const outcome = act();
    await expect(outcome).rejects.toThrow(message);
    await expect(outcome).rejects.toBeInstanceOf(UsageError);
  });

  it('are not quoted in the error when they are not JSON', async () => {
    const file = fileOf('damaged');
    await writeSecrets(file, secrets);
    await writeFile(file, '{"password":"swordfish"');
    await expect(readSecrets(file)).rejects.toThrow(/is not JSON/);
    await expect(readSecrets(file)).rejects.not.toThrow(/swordfish/);
  });

  it('cannot be decrypted when any part of the file was changed', async () => {
    const sealed = await sealText('some text', 'k');
    expect(isSealed(sealed)).toBe(true);
    // Each takes the key derivation's 80 ms.
    for (const part of ['salt', 'nonce', 'tag', 'data'] as const)
      await fc.assert(
        fc.asyncProperty(fc.nat(8), fc.nat(7), async (place, bit) => {
          const bytes = Buffer.from(sealed[part], 'base64');
          bytes[place] = (bytes[place] ?? 0) ^ (1 << bit);
          expect(await openText({ ...sealed, [part]: bytes.toString('base64') }, 'k')).toBeNull();
        }),
        { numRuns: 1 },
      );
    const cut = Buffer.from(sealed.tag, 'base64').subarray(0, 4).toString('base64');
    expect(await openText({ ...sealed, tag: cut }, 'k')).toBeNull();
  });
});
