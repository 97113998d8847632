import { describe, expect, it } from 'vitest';
import { fromGraphQl } from '../../deployment/import/graphql/from-graphql.ts';
import { described } from '../../deployment/surfaces/surface.ts';
import { withSources } from '../../deployment/surfaces/with-sources.ts';
import { probesFor } from '../../exercise/probes/catalogue.ts';
import { describeDeployment } from '../../exercise/worker/worker.test-support.ts';
import { readSources } from '../read-sources.ts';
import { argumentFaults, guardFaults, startGraphQlFaults } from '../testing/graphql-faults.ts';
import type { Fault } from '../testing/graphql-faults.ts';
import { sweepAndJudge } from './sweep-and-judge.test-support.ts';

const probes = probesFor({}).filter(({ id }) =>
  [
    'own-views',
    'foreign-ids',
    'without-session',
    'beyond-the-page',
    'method-and-spelling',
  ].includes(id),
);

async function judgedWith(...faults: readonly Fault[]) {
  const { url } = await startGraphQlFaults(faults);
  const surfaces = fromGraphQl('/graphql', { ids: ['account', 'note'] });
  const whole = { ...describeDeployment(url, { surfaces }), url };
  const { surfaces: read } = withSources(whole, await readSources(whole), 'it');
  const judged = await sweepAndJudge(
    url,
    described(read),
    {},
    { things: 3, ...(faults.length === 0 ? {} : { probes }) },
  );
  const leaks = Object.values(judged.findings).flatMap(({ breaches }) =>
    breaches.flatMap((breach) => (breach.kind === 'leak' ? [breach.attempt] : [])),
  );
  const named = ({ surface, variant }: { surface: string; variant: string }) =>
    `${surface.replace('POST /graphql#', '')} ${variant}`;
  return { judged, leaks: [...new Set(leaks.map(named))].toSorted() };
}

/** It frees batches, too, and so it is tried by itself. */
const afterOwn = 'batch of one’s own first';

describe('a GraphQL service whose lists page by numbers, behind a guard', () => {
  it('holds where all is well, however it is asked', async () => {
    const { judged, leaks } = await judgedWith();
    expect(leaks).toEqual([]);
    const inconclusive = Object.entries(judged.findings).flatMap(([id, { verdict, reasons }]) =>
      verdict === 'inconclusive' ? [`${id}: ${reasons.join()}`] : [],
    );
    // The plan of the small sweep says nothing of media and second factors.
    expect(inconclusive).toEqual([
      expect.stringMatching(/^no-foreign-streaming: no surface that gives a stream is described/),
      expect.stringMatching(/^second-factor-required: /),
    ]);
    const { coverage } = judged.verdict;
    expect(coverage.probes.find(({ id }) => id === 'method-and-spelling')).toMatchObject({
      unclear: 0,
    });
  });

  it.each<[readonly Fault[], readonly string[]]>([
    [
      argumentFaults.filter((fault) => fault !== 'message'),
      [
        'found query-all-true',
        'note query-form-SHORT',
        'pages(pageSize)',
        'slices',
        'slices(limit)',
        'sorted query-order-LONGEST',
      ],
    ],
    [['message'], ['note plain']],
    [
      guardFaults.filter((fault) => fault !== afterOwn),
      [
        'note graphql-alias',
        'note graphql-batch',
        'note graphql-get',
        'note graphql-operation-name',
        'note graphql-persisted',
        'note graphql-second-operation',
      ],
    ],
    [[afterOwn], ['note graphql-batch']],
  ])('is violated wherever it does not look, and there alone: %j', async (faults, expected) => {
    const { leaks } = await judgedWith(...faults);
    // Of a further page, each way to ask for the list tells.
    const named = leaks.map((leak) =>
      /^(?:pages|slices)/.test(leak) ? leak.replace(/ .*/, '') : leak,
    );
    expect([...new Set(named)].toSorted()).toEqual(expected);
  });
});
