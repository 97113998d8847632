import { spawnSync } from 'node:child_process';
import { describe, it } from 'vitest';
import { runExample } from '../testing/run-example.ts';
import { pathWithNginx } from './nginx.ts';

const main = new URL('main.mjs', import.meta.url);
const few = ['--accounts', '4', '--strength', '2', '--no-planted-leaks'];
const hasNginx = spawnSync('nginx', ['-v'], { env: pathWithNginx() }).status === 0;

describe('the clinic behind a proxy that caches', () => {
  it.skipIf(!hasNginx)('holds where the cache is right (needs nginx)', async (context) => {
    const { expect } = context;
    const { code, violated } = await runExample(context, main, few);
    expect({ code, violated }).toEqual({ code: 0, violated: [] });
  });

  it.skipIf(!hasNginx)(
    'shows lists and all else where the key lacks the session (needs nginx)',
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

  it.skipIf(!hasNginx)(
    'shows recordings alone where what the clinic says of them is overridden (needs nginx)',
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
