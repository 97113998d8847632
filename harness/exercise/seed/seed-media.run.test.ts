import { expect, it } from 'vitest';
import { createDigester } from '../../canaries/digests.ts';
import { scanText } from '../../canaries/scanner.ts';
import { writeToken } from '../../canaries/token.ts';
import { createMediaSource } from './seed-media.ts';

const token = { run: 7, account: 3, field: 2 };

it('makes audio that is recognised by its token, and by any range without it, though the pitch is the same', async () => {
  const source = createMediaSource();
  try {
    const media = source.of(() => writeToken(token));
    const pieces: string[] = [];
    for (let count = 0; count < 4; count += 1) {
      const audio = await media.audio('call');
      const found = scanText(audio);
      expect(found).toContainEqual(expect.objectContaining({ token, encoding: 'plain' }));
      // Sound may hold what a text has as invisible letters: the same token is then found in two ways.
      for (const one of found) expect(one).toMatchObject({ kind: 'token', token });
      const digester = createDigester();
      digester.write(audio);
      pieces.push(...digester.end());
    }
    expect(pieces.length).toBeGreaterThan(20);
    // A header of the same bytes is short: a piece, where its end falls within it.
    const again = pieces.filter((piece, at) => pieces.indexOf(piece) < at);
    expect(new Set(again).size).toBeLessThan(2);
  } finally {
    await source.close();
  }
});
