import { expect, it } from 'vitest';
import type { SeedMedia } from './definition.ts';

it('gives media that a form takes: this file would not compile otherwise', async () => {
  const upload = async (media: SeedMedia): Promise<Blob> =>
    new Blob([
      await media.video('recording'),
      await media.audio('note'),
      await media.image('rash'),
    ]);
  const bytes = async () => new Uint8Array(3);
  expect((await upload({ video: bytes, audio: bytes, image: bytes })).size).toBe(9);
});
