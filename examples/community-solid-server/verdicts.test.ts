import { describe, it } from 'vitest';
import { runExample } from '../testing/run-example.ts';

const main = new URL('main.mjs', import.meta.url);

// One after the other: each keeps a core busy, with its server.
describe('the Community Solid Server', () => {
  it('holds, and says what it does not have', async (context) => {
    const { expect } = context;
    expect(await runExample(context, main, [])).toEqual({
      code: 0,
      opened: [],
      owners: [],
      surfaces: [],
      violated: [],
      inapplicable: expect.arrayContaining(['no-access-after-sign-out', 'second-factor-required']),
    });
  });

  it.for([
    ['recordings', 'no-foreign-streaming', 'GET /{pod}/recordings/{recording}'],
    ['consultations', 'no-foreign-reading', 'GET /{pod}/consultations/{consultation}'],
  ])(
    'is violated where the %s of two pods are open: theirs',
    async ([what, invariant, surface], context) => {
      const { expect } = context;
      const found = await runExample(context, main, ['--break', what ?? '', '--no-planted-leaks']);
      const { code, opened, owners, surfaces, violated } = found;
      expect({ code, violated }).toEqual({
        code: 1,
        violated: ['no-foreign-listing', invariant, 'no-opened-access'],
      });
      expect(opened).toHaveLength(2);
      expect(owners).toEqual(opened);
      expect(surfaces).toContain(surface);
      expect(surfaces.every((one) => one.startsWith(`GET /{pod}/${what}/`))).toBe(true);
    },
  );
});
