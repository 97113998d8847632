import { describe, it } from 'vitest';
import { ownersOf, runExample } from '../testing/run-example.ts';

const main = new URL('main.mjs', import.meta.url);
const few = ['--accounts', '4', '--strength', '2'];

// One after the other: each keeps a core busy, with its server.
describe('the Community Solid Server', () => {
  it('holds, and says what it does not have', async (context) => {
    const { expect } = context;
    expect(await runExample(context, main, few)).toEqual({
      code: 0,
      opened: [],
      leaks: [],
      violated: [],
      inapplicable: expect.arrayContaining(['no-access-after-sign-out', 'second-factor-required']),
    });
  });

  it('is violated where recordings and consultations of two pods are open: theirs', async (context) => {
    const { expect } = context;
    const args = ['--break', 'recordings-and-consultations', '--no-planted-leaks', ...few];
    const { code, opened, leaks, violated } = await runExample(context, main, args);
    expect({ code, violated }).toEqual({
      code: 1,
      violated: [
        'no-foreign-listing',
        'no-foreign-reading',
        'no-foreign-streaming',
        'no-opened-access',
      ],
    });
    expect(opened).toHaveLength(2);
    const surfaces = leaks.map(({ surface }) => surface);
    for (const place of [
      'GET /{pod}/recordings/{recording}',
      'GET /{pod}/consultations/{consultation}',
    ]) {
      expect(surfaces).toContain(place);
      const there = leaks.filter(({ surface }) => surface === place);
      expect(ownersOf(there)).toEqual(opened);
    }
    expect(ownersOf(leaks)).toEqual(opened);
  });
});
