import { expect, it } from 'vitest';
import { createDigester } from '../../canaries/digests.ts';
import { scanText } from '../../canaries/scanner.ts';
import { writeToken } from '../../canaries/token.ts';
import { createMediaSource } from './seed-media.ts';

const token = { run: 7, account: 3, field: 2 };

function digestsOf(file: Uint8Array): string[] {
  const digester = createDigester();
  digester.write(file);
  return digester.end();
}

it('makes images that are recognised by their token, and by any range without it', async () => {
  const media = createMediaSource().of(() => writeToken(token));
  const [image, other] = [await media.image('photo'), await media.image('photo')];
  expect(scanText(image)).toMatchObject([{ kind: 'token', token, encoding: 'plain' }]);
  const digests = digestsOf(image);
  expect(digests.length).toBeGreaterThan(2);
  expect(digestsOf(other).filter((digest) => digests.includes(digest))).toEqual([]);
});
