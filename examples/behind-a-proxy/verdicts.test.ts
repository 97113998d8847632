import { describe, it } from 'vitest';
import { runExample } from '../testing/run-example.ts';
import { isInstalled } from './program.ts';

const main = new URL('main.mjs', import.meta.url);
/** Four accounts cannot show all; of this seed, one signs in by a second factor on either side of the update. */
const few = ['--accounts', '4', '--strength', '2', '--seed', '9', '--no-planted-leaks'];
const hasBoth = isInstalled('nginx') && isInstalled('redis-server');

describe('the clinic behind a proxy that caches', () => {
  it.skipIf(!hasBoth)('holds where the cache is right (needs nginx and Redis)', async (context) => {
    const { expect } = context;
    const { code, violated } = await runExample(context, main, few);
    expect({ code, violated }).toEqual({ code: 0, violated: [] });
  });

  it.skipIf(!hasBoth)(
    'shows lists and all else where the key lacks the session (needs nginx and Redis)',
    async (context) => {
      const { expect } = context;
      const { code, violated, leaks } = await runExample(context, main, ['--break', 'key', ...few]);
      expect(code).toBe(1);
      expect(violated).toEqual(
        expect.arrayContaining(['no-foreign-listing', 'no-foreign-streaming']),
      );
      expect(leaks.map(({ surface }) => surface)).toEqual(
        expect.arrayContaining(['GET /api/consultations', 'GET /replays']),
      );
    },
  );

  it.skipIf(!hasBoth)(
    'shows recordings alone where what the clinic says of them is overridden (needs nginx and Redis)',
    async (context) => {
      const { expect } = context;
      const { code, violated, leaks } = await runExample(context, main, [
        '--break',
        'cache',
        ...few,
      ]);
      expect(code).toBe(1);
      expect(violated).toContain('no-foreign-streaming');
      expect(violated).not.toContain('no-foreign-listing');
      const recordings = /^GET \/api\/recordings\/[^/]+\/(?:media|thumbnail|transcript)$/;
      expect(leaks.filter(({ surface }) => !recordings.test(surface))).toEqual([]);
    },
  );
});
