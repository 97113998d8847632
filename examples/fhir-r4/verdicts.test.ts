import { describe, type TestContext, it } from 'vitest';
import { ownersOf, runExample } from '../testing/run-example.ts';

const main = new URL('main.mjs', import.meta.url);
const few = ['--accounts', '4', '--strength', '2'];

/** Runs the example to its end, with few accounts. */
async function run(context: TestContext, ...args: readonly string[]) {
  const { inapplicable: _, ...found } = await runExample(context, main, [...args, ...few]);
  return found;
}

describe('a FHIR R4 server that is described by its CapabilityStatement', () => {
  it('holds', async (context) => {
    const { expect } = context;
    const nothing = { opened: [], leaks: [], violated: [] };
    expect(await run(context)).toEqual({ code: 0, ...nothing });
  });

  it.for([
    // How many there are follows what the two do, so that others' own counts are not their own any more.
    [
      'search',
      ['no-foreign-listing', 'no-opened-access', 'undisturbed-view'],
      [/^(?:GET|POST) \/fhir\/\w+(?:$|\?|\/_search)/],
    ],
    [
      'binary-and-revinclude',
      ['no-foreign-listing', 'no-foreign-reading', 'no-foreign-streaming', 'no-opened-access'],
      [/\/Binary\/|→ attachment$/, /_revinclude=/],
    ],
  ] as const)(
    'is violated where %s shows what is two patients’: theirs, and there alone',
    async ([broken, invariants, places], context) => {
      const { expect } = context;
      const { code, opened, leaks, violated } = await run(
        context,
        '--break',
        broken,
        '--no-planted-leaks',
      );
      expect({ code, violated }).toEqual({
        code: 1,
        violated: invariants,
      });
      expect(opened).toHaveLength(2);
      for (const place of places) expect(ownersOf(leaks, place)).toEqual(opened);
      const isKnown = (surface: string) => places.some((place) => place.test(surface));
      expect(leaks.filter(({ surface }) => !isKnown(surface))).toEqual([]);
    },
  );
});
