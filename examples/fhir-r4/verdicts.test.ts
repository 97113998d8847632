import { describe, type TestContext, it } from 'vitest';
import { runExample } from '../testing/run-example.ts';

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
    const nothing = { opened: [], owners: [], surfaces: [], violated: [] };
    expect(await run(context)).toEqual({ code: 0, ...nothing });
  });

  it.for([
    // How many there are follows what the two do, so that others' own counts are not their own any more.
    [
      'search',
      ['no-foreign-listing', 'no-opened-access', 'undisturbed-view'],
      /^(?:GET|POST) \/fhir\/\w+(?:$|\?|\/_search)/,
    ],
    [
      'binary',
      ['no-foreign-reading', 'no-foreign-streaming', 'no-opened-access'],
      /\/Binary\/|→ attachment$/,
    ],
    ['revinclude', ['no-foreign-listing', 'no-opened-access'], /_revinclude=/],
  ] as const)(
    'is violated where %s shows what is two patients’: theirs, and there alone',
    async ([place, invariants, where], context) => {
      const { expect } = context;
      const { code, opened, owners, surfaces, violated } = await run(
        context,
        '--break',
        place,
        '--no-planted-leaks',
      );
      expect({ code, violated }).toEqual({
        code: 1,
        violated: invariants,
      });
      expect(opened).toHaveLength(2);
      expect(owners).toEqual(opened);
      expect(surfaces.filter((surface) => !where.test(surface))).toEqual([]);
    },
  );
});
