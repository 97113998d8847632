import { expect, it } from 'vitest';
import { createVideoStudio } from './video-studio.ts';
import type { LentBrowser } from './video-studio.ts';

/** The least WebM: an EBML header and a segment, both empty. */
const webm = Buffer.from('1a45dfa3801853806780', 'hex').toString('base64');

/** A browser whose first recordings come to nothing. */
function startingWith(failures: number) {
  const times: number[] = [];
  const page = {
    async evaluate(_: unknown, { recordings, time }: { recordings: unknown[]; time: number }) {
      times.push(time);
      return recordings.map(() => (times.length > failures ? webm : 'AAAA'));
    },
    close: async () => undefined,
  };
  return { times, lent: { newPage: async () => page } as unknown as LentBrowser };
}

it('records anew, and longer, what came to nothing', async () => {
  const { times, lent } = startingWith(2);
  const studio = createVideoStudio(lent);
  const file = await studio.record({ token: 'a token', kind: 'audio' });
  expect(Buffer.from(file).toString('latin1')).toContain('a token');
  expect(times.map((time) => time / (times[0] ?? 1))).toEqual([1, 2, 4]);
  await studio.close();
});

it('gives up after that, with the cause', async () => {
  const { lent } = startingWith(9);
  const studio = createVideoStudio(lent);
  await expect(studio.record({ token: 'a token', kind: 'audio' })).rejects.toThrow('Not a WebM');
  await studio.close();
});
